import type { ProportionSample } from '../../ticks/samples/proportion.ts';
import type { RateSample } from '../../ticks/samples/rate.ts';
import type { Pair } from '../../ticks/tick.ts';

/** Values, as far as rules that look at means need to know them. */
export interface Moments {
  /** How many; of a rate the exposure. */
  readonly count: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

/** What is compared: the mean of the outcomes, a proportion among them, or events per unit of exposure. */
export type Compared = 'mean' | 'rate';

export const noMoments: Pair<Moments> = {
  canary: { count: 0, sum: 0, sumOfSquares: 0 },
  baseline: { count: 0, sum: 0, sumOfSquares: 0 },
};

/** A hit is worth 1 and a miss 0. */
export function proportionMoments({ count, hits }: ProportionSample): Moments {
  return { count, sum: hits, sumOfSquares: hits };
}

/** Each hit is an event, and worth 1. */
export function rateMoments({ hits, exposure }: RateSample): Moments {
  return { count: exposure, sum: hits, sumOfSquares: hits };
}

/** A number that stands for a whole tick, such as a quantile. */
export function singleValue(value: number): Moments {
  return { count: 1, sum: value, sumOfSquares: value * value };
}

function addMoments(left: Moments, right: Moments): Moments {
  return {
    count: left.count + right.count,
    sum: left.sum + right.sum,
    sumOfSquares: left.sumOfSquares + right.sumOfSquares,
  };
}

export function addPairs(left: Pair<Moments>, right: Pair<Moments>): Pair<Moments> {
  return {
    canary: addMoments(left.canary, right.canary),
    baseline: addMoments(left.baseline, right.baseline),
  };
}

/** The mean of at least one value. */
export function mean({ count, sum }: Moments): number {
  return sum / count;
}

/** The sample variance; zero if there are fewer than two values. */
export function sampleVariance({ count, sum, sumOfSquares }: Moments): number {
  return count < 2 ? 0 : Math.max(0, (sumOfSquares - (sum * sum) / count) / (count - 1));
}

/**
 * The difference of the means over its standard error, as a z-test for equal means has it: with the variance of all
 * values together; of rates the variance is that of Poisson counts. Zero if an arm was not observed, or if all values are
 * the same.
 */
export function pooledScore(
  { canary, baseline }: Pair<Moments>,
  compared: Compared = 'mean',
): number {
  if (canary.count === 0 || baseline.count === 0) return 0;
  const all = addMoments(canary, baseline);
  const variance = compared === 'rate' ? mean(all) : all.sumOfSquares / all.count - mean(all) ** 2;
  const error = Math.sqrt(variance * (1 / canary.count + 1 / baseline.count));
  return error > 0 ? (mean(canary) - mean(baseline)) / error : 0;
}
