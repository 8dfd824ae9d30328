import type { Worse } from '../ticks/bad.ts';
import type { MeanSample, Range } from '../ticks/samples/mean.ts';
import type { Pair } from '../ticks/tick.ts';
import {
  bernsteinIncrements,
  bernsteinSoundness,
  type BoundedArm,
  boundedArm,
} from './bernstein.ts';
import { betsPrior } from './bets.ts';
import {
  addToPast,
  excessOf,
  type MeanState,
  type MeanTolerance,
  noPast,
} from './mean-comparison.ts';
import { type SoundStatistic, stepOf } from './statistic.ts';
import { toleratedFactor } from './tolerance.ts';

export interface BoundedMeanOptions {
  readonly worse: Worse;
  readonly tolerance: MeanTolerance;
  /** Clearly worse: beyond what is acceptable by so much or more, in the unit of the values. */
  readonly harm: { readonly absolute: number };
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
export const boundedMean: SoundStatistic<BoundedMeanOptions, MeanState, MeanSample> = {
  initial: () => noPast,
  step: (options, past, block) =>
    stepOf(addToPast(past, block), incrementsOf(options, past, block)),
  ofPast: { state: (past) => past, increments: incrementsOf },
  prior: () => betsPrior,
  soundness(options, past, block) {
    if (past.canary.count === 0 || past.baseline.count === 0) return 0;
    if (block.canary.count === 0 || block.baseline.count === 0) return 0;
    const arms = armsOf(options, past, block, 'worse');
    const excess = excessOf(options.worse, options.tolerance, block);
    return bernsteinSoundness(options.harm.absolute, excess, arms);
  },
};

function incrementsOf(
  options: BoundedMeanOptions,
  past: MeanState,
  block: Pair<MeanSample>,
): readonly number[] | undefined {
  if (past.canary.count === 0 || past.baseline.count === 0) return undefined;
  if (block.canary.count === 0 || block.baseline.count === 0) return betsPrior.map(() => 0);
  const arms = armsOf(options, past, block, 'better');
  const deviation = Math.sqrt(arms[1].variance);
  const excess = excessOf(options.worse, options.tolerance, block);
  return bernsteinIncrements(deviation, excess, arms);
}

/** @param reach on which side the values of the canary have theirs; those of the baseline have it on the other */
function armsOf(
  { worse, tolerance, range }: BoundedMeanOptions,
  past: MeanState,
  block: Pair<MeanSample>,
  reach: 'better' | 'worse',
): readonly [canary: BoundedArm, baseline: BoundedArm] {
  const low = (worse === 'higher') === (reach === 'better');
  const factor = toleratedFactor(worse, tolerance.relative);
  return [
    boundedArm(past.canary, block.canary, range, 1, low ? 'low' : 'high'),
    boundedArm(past.baseline, block.baseline, range, factor, low ? 'high' : 'low'),
  ];
}
