import { LastgoodError } from '@lastgood/triggers';

import { getFlag, requireVariant, withFlag, type FlagDocument } from '../flags/document.ts';
import { isList, type Json } from '../flags/json.ts';
import { integerWeights } from './integer-weights.ts';
import { rewriteFractionals } from './fractionals.ts';

/** How the traffic of a flag's variants is split. */
export type Weights = {
  readonly flag: string;
  /** By variant: its share of what all these variants get together, from 0 to 1; they sum to 1. */
  readonly weights: Readonly<Record<string, number>>;
};

/**
 * The document whose flag splits what the named variants get together as the weights say. Its rule must have one
 * `fractional` with a bucket of each: these get whole numbers, in their places, so that whoever was given the last of them
 * at a smaller weight keeps it at a larger one. Other variants keep their part, and conditions, keys and guards stay.
 *
 * @throws LastgoodError `flag-unknown`, `flag-invalid`, `variant-unknown`, or `weights-not-settable` with the flag and why
 */
export function setWeights(document: FlagDocument, { flag, weights }: Weights): FlagDocument {
  const definition = getFlag(document, flag);
  for (const variant of Object.keys(weights)) requireVariant(definition, flag, variant);
  const refuse = (why: string): LastgoodError =>
    new LastgoodError(
      'weights-not-settable',
      `the weights of the flag "${flag}" cannot be set: ${why}`,
    );
  const { targeting = null } = definition;
  let found = 0;
  const rewritten = rewriteFractionals(targeting, document.$evaluators ?? {}, (operands) => {
    found += 1;
    return withWeights(operands, weights, refuse);
  });
  if (found === 0) throw refuse('its rule has no fractional');
  if (found > 1) throw refuse(`its rule has ${found} fractionals, and one is needed`);
  return withFlag(document, flag, { ...definition, targeting: rewritten });
}

/** The operands of a `fractional`: maybe a key, and the buckets. */
function withWeights(
  operands: Json,
  weights: Weights['weights'],
  refuse: (why: string) => LastgoodError,
): Json {
  if (!isList(operands)) throw refuse('the buckets of its fractional are computed');
  const [first = null, ...rest] = operands;
  const hasKey = !isList(first);
  const buckets = (hasKey ? rest : operands).map((bucket) => bucketOf(bucket, refuse));
  for (const variant of Object.keys(weights)) {
    const count = buckets.filter((bucket) => bucket.variant === variant).length;
    if (count !== 1) throw refuse(`its fractional has ${count || 'no'} buckets of "${variant}"`);
  }
  const partOf = (counts: (variant: string) => boolean): number =>
    buckets.reduce((sum, { variant, weight }) => sum + (counts(variant) ? weight : 0), 0);
  const isNamed = (variant: string): boolean => Object.hasOwn(weights, variant);
  if (partOf(isNamed) === 0 && partOf((variant) => !isNamed(variant)) > 0) {
    throw refuse(`its fractional gives ${Object.keys(weights).join(' and ')} nothing to share`);
  }
  const whole = integerWeights(buckets, weights);
  if (!whole) throw refuse('as whole numbers they would be too large for flagd');
  const weighed = buckets.map(({ literal }, place) => [literal, whole[place] ?? 0]);
  return hasKey ? [first, ...weighed] : weighed;
}

interface Bucket {
  readonly literal: Json;
  /** What flagd takes the literal for. */
  readonly variant: string;
  readonly weight: number;
}

function bucketOf(bucket: Json, refuse: (why: string) => LastgoodError): Bucket {
  const [literal = null, weight = 1] = isList(bucket) ? bucket : [];
  if (literal === null || typeof literal === 'object') {
    throw refuse(`a bucket of its fractional names no variant: ${JSON.stringify(bucket)}`);
  }
  if (!Number.isSafeInteger(weight)) {
    throw refuse(
      `a bucket of its fractional has no whole number as its weight: ${JSON.stringify(bucket)}`,
    );
  }
  return { literal, variant: String(literal), weight: Math.max(0, Number(weight)) };
}
