import { addMeans, type MeanSample, noValues, type Range } from '../ticks/samples/mean.ts';
import { bernsteinIncrements, boundedArm } from './bernstein.ts';
import { betsPrior } from './bets.ts';
import type { LimitOptions } from './limit-grid.ts';
import type { Statistic } from './statistic.ts';

export interface MeanLimitOptions extends LimitOptions {
  /** Every value lies within; those outside are clipped when they are recorded. */
  readonly range: Range;
}

/** The canary's values in all past blocks. */
export type MeanLimitState = MeanSample;

/**
 * A limit on the mean of a quantity with a range: empirical Bernstein with one arm (`bernsteinIncrement`).
 *
 * Null hypothesis: the canary's mean is within the limit; the baseline is not looked at. Assumption: the values lie within
 * the range and do not depend on each other. The first block with values has no past: it gives no evidence.
 */
export const meanLimit: Statistic<MeanLimitOptions, MeanLimitState, MeanSample> = {
  initial: () => noValues,
  step({ worse, limit, range }, past, { canary }) {
    const state = addMeans(past, canary);
    if (past.count === 0) return { state };
    if (canary.count === 0) return { state, increments: betsPrior.map(() => 0) };
    const arm = boundedArm(past, canary, range, 1, worse === 'higher' ? 'low' : 'high');
    const above = canary.sum / canary.count - limit;
    const excess = worse === 'higher' ? above : -above;
    return { state, increments: bernsteinIncrements(Math.sqrt(arm.variance), excess, [arm]) };
  },
  stateAfter: ({ canary }) => canary,
  prior: () => betsPrior,
};
