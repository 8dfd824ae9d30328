import { addMeans, type MeanSample, noValues, type Range } from '../ticks/samples/mean.ts';
import { bernsteinIncrements, boundedArm } from './bernstein.ts';
import { betsPrior } from './bets.ts';
import type { LimitOptions } from './limit-grid.ts';
import { type Statistic, stepOf } from './statistic.ts';
import type { Pair } from '../ticks/tick.ts';

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
  step: (options, past, block) =>
    stepOf(addMeans(past, block.canary), incrementsOf(options, past, block)),
  ofPast: { state: ({ canary }) => canary, increments: incrementsOf },
  prior: () => betsPrior,
};

function incrementsOf(
  { worse, limit, range }: MeanLimitOptions,
  past: MeanLimitState,
  { canary }: Pair<MeanSample>,
): readonly number[] | undefined {
  if (past.count === 0) return undefined;
  if (canary.count === 0) return betsPrior.map(() => 0);
  const arm = boundedArm(past, canary, range, 1, worse === 'higher' ? 'low' : 'high');
  const above = canary.sum / canary.count - limit;
  const excess = worse === 'higher' ? above : -above;
  return bernsteinIncrements(Math.sqrt(arm.variance), excess, [arm]);
}
