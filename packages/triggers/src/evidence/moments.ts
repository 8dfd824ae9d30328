import type { MeanSample } from '../ticks/samples/mean.ts';

/** What the past says about the values of one arm. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** @param past at least one value */
export function momentsOf(past: MeanSample): Moments {
  const mean = past.sum / past.count;
  return { mean, variance: squaresAround(past, mean) / past.count };
}

/** How much of the terms of `squaresAround` their sum may lose to rounding. */
const lost = 4 * Number.EPSILON;

/**
 * The sum of (value - centre)^2, never too small: values far from zero but close to each other cancel, and squares
 * that are missing would count as evidence. The sum is at least (sum - count centre)^2 / count, and what its terms may
 * have lost to rounding is added.
 */
export function squaresAround({ count, sum, sumOfSquares }: MeanSample, centre: number): number {
  if (count === 0) return 0;
  const cross = 2 * centre * sum;
  const square = count * centre * centre;
  const least = (sum - count * centre) ** 2 / count;
  return (
    Math.max(sumOfSquares - cross + square, least) +
    lost * (sumOfSquares + Math.abs(cross) + square)
  );
}
