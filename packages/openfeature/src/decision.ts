import {
  StandardResolutionReasons,
  type EvaluationDetails,
  type FlagValue,
} from '@openfeature/server-sdk';

/** Which version one evaluation of a model flag selected, and how it came to that. */
export interface ModelDecision {
  /** The flag's key, e.g. `recommender-model`. */
  readonly flag: string;
  /** The version that serves this request, e.g. `v13`. */
  readonly version: string;
  /** The flag's variant; undefined when the code default was served. */
  readonly variant: string | undefined;
  /** OpenFeature's reason, e.g. `TARGETING_MATCH`. */
  readonly reason: string;
  /** True when the flag's rule drew this version by chance: only then may its outcomes be compared. */
  readonly randomised: boolean;
  /** The flag's metadata `version`, which tells which state of the flag was evaluated. */
  readonly flagVersion: string | number | boolean | undefined;
}

/** The variants that are compared; `by-name`: those that are named like their value (or whose value is no string). */
export type ComparedVariants = readonly string[] | 'by-name';

// Providers say TARGETING_MATCH for whatever a rule yields, so the variant must speak for chance as well.
// CACHED is not among them: what flagd caches is STATIC.
const reasonsOfChance: ReadonlySet<string> = new Set([
  StandardResolutionReasons.TARGETING_MATCH,
  StandardResolutionReasons.SPLIT,
]);

/**
 * Reads the decision out of an evaluation.
 * `defaultVersion` names the code default, which an evaluation tells by itself only when its value is a string.
 */
export function decide(
  details: Readonly<EvaluationDetails<FlagValue>>,
  compared: ComparedVariants,
  defaultVersion = 'code default',
): ModelDecision {
  const { value, variant, reason = StandardResolutionReasons.UNKNOWN } = details;
  const isCompared = variant !== undefined && isInComparison(variant, value, compared);
  return {
    flag: details.flagKey,
    version: !isCompared && typeof value === 'string' ? value : (variant ?? defaultVersion),
    variant,
    reason,
    randomised: isCompared && reasonsOfChance.has(reason),
    flagVersion: details.flagMetadata['version'],
  };
}

function isInComparison(variant: string, value: FlagValue, compared: ComparedVariants): boolean {
  if (compared === 'by-name') return typeof value !== 'string' || value === variant;
  return compared.includes(variant);
}
