import { getFlag, type FlagDefinition, type FlagDocument } from '../flags/document.ts';
import { isList, isObject, type Json } from '../flags/json.ts';
import { expand } from './evaluators.ts';
import { unguard } from './key-guard.ts';
import { operationOf } from './operators.ts';

/**
 * What part of the requests each variant gets, in percent, such as `{ v12: 90, v13: 10 }`. A flag without a rule gives
 * 100 to its default variant; undefined if the rule is anything but one `fractional` with literal variants and weights.
 *
 * @throws LastgoodError if there is no such flag
 */
export function shares(document: FlagDocument, flag: string): Record<string, number> | undefined {
  const definition = getFlag(document, flag);
  const targeting = definition.targeting ?? null;
  if (targeting === null || (isObject(targeting) && Object.keys(targeting).length === 0)) {
    return byDefault(definition);
  }
  const expanded = expand(targeting, document.$evaluators ?? {});
  const rule = operationOf(unguard(expanded)?.rule ?? expanded);
  if (rule?.operator !== 'fractional' || rule.bare) return undefined;
  const [first, ...others] = rule.operands;
  const total: Record<string, number> = {};
  for (const bucket of isList(first) ? rule.operands : others) {
    const weighed = weightOf(bucket, definition.defaultVariant ?? null);
    if (weighed === undefined) return undefined;
    total[weighed.variant] = (total[weighed.variant] ?? 0) + weighed.weight;
  }
  const all = Object.values(total).reduce((sum, weight) => sum + weight, 0);
  if (all === 0) return byDefault(definition);
  return Object.fromEntries(
    Object.entries(total).map(([variant, weight]) => [variant, (100 * weight) / all]),
  );
}

function byDefault({ defaultVariant }: FlagDefinition): Record<string, number> | undefined {
  return typeof defaultVariant === 'string' ? { [defaultVariant]: 100 } : undefined;
}

function weightOf(
  bucket: Json,
  defaultVariant: string | null,
): { variant: string; weight: number } | undefined {
  if (!isList(bucket)) return undefined;
  const [literal = null, weight = 1] = bucket;
  const variant = literal ?? defaultVariant;
  if (variant === null || typeof variant === 'object' || typeof weight !== 'number')
    return undefined;
  return { variant: String(variant), weight: Math.max(0, weight) };
}
