import type { Worse } from '../ticks/bad.ts';
import type { MeanSample, Range } from '../ticks/samples/mean.ts';
import { bernsteinIncrements, boundedArm } from './bernstein.ts';
import { betsPrior } from './bets.ts';
import {
  addToPast,
  excessOf,
  type MeanState,
  type MeanTolerance,
  noPast,
} from './mean-comparison.ts';
import type { Statistic } from './statistic.ts';
import { toleratedFactor } from './tolerance.ts';

export interface BoundedMeanOptions {
  readonly worse: Worse;
  readonly tolerance: MeanTolerance;
  /** Every value lies within; those outside are clipped when they are recorded. */
  readonly range: Range;
}

/**
 * The mean of a quantity with a range, such as a score or the revenue of a request up to a most: two-sample empirical
 * Bernstein (`bernsteinIncrement`), from count, sum and sum of squares.
 *
 * Null hypothesis: mean_c <= (1 + relative) mean_b + absolute; where lower is worse,
 * mean_c >= (1 - relative) mean_b - absolute. Each mean is that of the expected values in the block.
 *
 * Assumption: the values lie within the range, and those of one arm do not depend on each other. A range that is far too
 * wide costs power, one that is too narrow clips what matters.
 *
 * Means and variances are expected as they were in past blocks, each variance with one more value half a range off, so that
 * it is never zero. The first block with values in both arms has no past: it gives no evidence. An empty arm gives zeros.
 */
export const boundedMean: Statistic<BoundedMeanOptions, MeanState, MeanSample> = {
  initial: () => noPast,
  step({ worse, tolerance, range }, past, block) {
    const state = addToPast(past, block);
    if (past.canary.count === 0 || past.baseline.count === 0) return { state };
    if (block.canary.count === 0 || block.baseline.count === 0) {
      return { state, increments: betsPrior.map(() => 0) };
    }
    const [better, worst] =
      worse === 'higher' ? (['low', 'high'] as const) : (['high', 'low'] as const);
    const factor = toleratedFactor(worse, tolerance.relative);
    const canary = boundedArm(past.canary, block.canary, range, 1, better);
    const baseline = boundedArm(past.baseline, block.baseline, range, factor, worst);
    const excess = excessOf(worse, tolerance, block);
    const deviation = Math.sqrt(baseline.variance);
    return { state, increments: bernsteinIncrements(deviation, excess, [canary, baseline]) };
  },
  prior: () => betsPrior,
};
