import type { BadCount, Worse } from '../ticks/bad.ts';

/** What an absolute limit (an SLO) is: a bound on the canary alone, on the side that is worse. */
export interface LimitOptions {
  /** `higher`: the limit is the greatest value that is acceptable; `lower`: the least. */
  readonly worse: Worse;
  /** In the metric's own unit. */
  readonly limit: number;
}

/** Nothing of the past is needed. */
export type LimitState = null;

/** How many times the acceptable rate (or odds, where there are sizes) each alternative supposes. */
const effects = [1.1, 1.2, 1.4, 1.8, 2.5, 4, 10] as const;

/** Prior weight of each alternative, from the smallest effect to the largest, sum 1. */
export const limitPrior: readonly number[] = effects.map(() => 1 / effects.length);

/**
 * One-sample grid for a share of bad outcomes.
 *
 * Null hypothesis: p <= p0. The alternatives multiply the *odds*, so each p_k lies beyond p0 and below 1, however near
 * p0 is to either end, and both likelihoods become short:
 *
 *     inc_k = x ln(p_k / p0) + (n - x) ln((1 - p_k) / (1 - p0)) = x ln f_k - n ln(1 + p0 (f_k - 1))
 *
 * Exact for independent outcomes whose rates differ and change, as long as their mean in the block is within the limit.
 * No outcomes give increments of zero.
 *
 * @param acceptable p0, from 0 to 1
 * @returns one log e-increment for each alternative, in the order of `limitPrior`
 */
export function shareIncrements(acceptable: number, { count, bad }: BadCount): number[] {
  return effects.map(
    (effect) => bad * Math.log(effect) - count * Math.log1p(acceptable * (effect - 1)),
  );
}

/**
 * One-sample grid for events over an exposure.
 *
 * Null hypothesis: rate <= rate0; where lower is worse, rate >= rate0, and the effects divide.
 *
 *     inc_k = x ln f_k - rate0 (f_k - 1) exposure
 *
 * Exact for Poisson counts whose intensity changes, as long as its mean in the block is within the limit.
 *
 * @returns one log e-increment for each alternative, in the order of `limitPrior`
 */
export function countIncrements(
  { worse, limit }: LimitOptions,
  hits: number,
  exposure: number,
): number[] {
  return effects.map((effect) => {
    const factor = worse === 'higher' ? effect : 1 / effect;
    return hits * Math.log(factor) - limit * exposure * (factor - 1);
  });
}
