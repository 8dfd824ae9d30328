import { LastgoodError, type ModelPolicy, type Pair } from '@lastgood/triggers';

import { getFlag, type FlagDefinition, type FlagDocument } from '../flags/document.ts';
import { possibleVariants } from '../overlay/possible-variants.ts';
import { sameVersion } from '../overlay/variant-names.ts';

/**
 * Which two versions a policy compares in these flags: those that it names; else the flag's default variant as the
 * baseline, and as the canary the one other version that the flag's rule can yield.
 *
 * @throws LastgoodError naming the flag, and the version that it does not have or that cannot be what the policy says
 */
export function comparedVersions(
  document: FlagDocument,
  policy: Pick<ModelPolicy, 'flag' | 'baseline' | 'canary'>,
): Pair<string> {
  const definition = getFlag(document, policy.flag);
  const refuse = (code: string, detail: string): LastgoodError =>
    new LastgoodError(code, `the flag "${policy.flag}" ${detail}`);
  const defined = (role: string, version: string): string => {
    if (Object.hasOwn(definition.variants, version)) return version;
    const known = Object.keys(definition.variants).join(', ');
    throw refuse('variant-unknown', `has no variant "${version}" for the ${role}: it has ${known}`);
  };

  const { defaultVariant } = definition;
  const baseline = policy.baseline ?? defaultVariant;
  if (typeof baseline !== 'string') {
    throw refuse('baseline-missing', 'has no defaultVariant: name the baseline in the policy');
  }
  defined('baseline', baseline);
  const candidates = policy.canary
    ? [defined('canary', policy.canary)]
    : otherVersions(definition, possibleVariants(document, policy.flag), baseline);
  const [canary, second] = candidates;
  if (canary === undefined) {
    throw refuse('canary-missing', `never gives anything but "${baseline}": there is no canary`);
  }
  if (second !== undefined) {
    throw refuse(
      'canary-ambiguous',
      `gives ${candidates.join(', ')}: name the canary in the policy`,
    );
  }
  if (sameVersion(definition, canary).has(baseline)) {
    throw refuse(
      'same-version',
      `has the same version as canary "${canary}" and baseline "${baseline}"`,
    );
  }
  if (typeof defaultVariant === 'string' && sameVersion(definition, canary).has(defaultVariant)) {
    throw refuse(
      'canary-is-default',
      `has the canary "${canary}" as its defaultVariant "${defaultVariant}": that must be the baseline`,
    );
  }
  return { baseline, canary };
}

/** One variant of each version beside the baseline: the one that has the version's name, else the first. */
function otherVersions(
  definition: FlagDefinition,
  possible: readonly string[],
  baseline: string,
): string[] {
  const known = new Set(sameVersion(definition, baseline));
  return possible.flatMap((variant) => {
    if (known.has(variant)) return [];
    const names = sameVersion(definition, variant);
    for (const name of names) known.add(name);
    const value = definition.variants[variant];
    return [typeof value === 'string' && names.has(value) ? value : variant];
  });
}
