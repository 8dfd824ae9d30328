import type { MeanSample } from '../ticks/samples/mean.ts';
import { type Moments, squaresAround } from './moments.ts';

/** The values of one arm in a block, in the metric's unit. */
export interface Arm {
  readonly count: number;
  /** What its values are multiplied by before they are compared: 1, or for the baseline what is tolerated of it. */
  readonly factor: number;
  /** The sum of the squared distances of its values from the mean that the past made expect. */
  readonly squares: number;
  /** Their variance, as the past made expect. */
  readonly variance: number;
}

export function armOf(sample: MeanSample, expected: Moments, factor: number): Arm {
  return {
    count: sample.count,
    factor,
    squares: squaresAround(sample, expected.mean),
    variance: expected.variance,
  };
}

/** How far beyond what is acceptable each alternative supposes the canary's mean to be, in standard deviations. */
const effects = [0.02, 0.05, 0.1, 0.2, 0.4, 0.8] as const;

/** Prior weight of each alternative, from the smallest effect to the largest, sum 1. */
export const betsPrior: readonly number[] = [1, 2, 3, 3, 2, 1].map((weight) => weight / 12);

/**
 * The bet on the difference of the means that wins most, if that is as large as supposed and not far from normal: difference
 * / its variance. In one over the metric's unit.
 */
export function betOn(difference: number, arms: readonly Arm[]): number {
  let variance = 0;
  for (const arm of arms) variance += (arm.factor * arm.factor * arm.variance) / arm.count;
  return difference / variance;
}

/**
 * @param deviation the standard deviation in which effects are measured
 * @returns a bet on each alternative, in the order of `betsPrior`
 */
export function betsOn(deviation: number, arms: readonly Arm[]): number[] {
  const bet = betOn(deviation, arms);
  return effects.map((effect) => effect * bet);
}
