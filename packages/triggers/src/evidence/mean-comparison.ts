import type { Worse } from '../ticks/bad.ts';
import { addMeans, type MeanSample, noValues } from '../ticks/samples/mean.ts';
import type { Pair } from '../ticks/tick.ts';
import { toleratedFactor } from './tolerance.ts';

/** How much worse than the baseline's a mean may be. */
export interface MeanTolerance {
  /** As a part of the baseline's mean; below 1 if lower is worse. */
  readonly relative: number;
  /** In the unit of the values. */
  readonly absolute: number;
}

/** The values of all past blocks. */
export type MeanState = Pair<MeanSample>;

export const noPast: MeanState = { canary: noValues, baseline: noValues };

export function addToPast(past: MeanState, block: Pair<MeanSample>): MeanState {
  return {
    canary: addMeans(past.canary, block.canary),
    baseline: addMeans(past.baseline, block.baseline),
  };
}

/**
 * By how much the canary's mean in the block is beyond what is acceptable, in the unit of the values.
 *
 * @param block at least one value in each arm
 */
export function excessOf(
  worse: Worse,
  { relative, absolute }: MeanTolerance,
  { canary, baseline }: Pair<MeanSample>,
): number {
  const tolerated = toleratedFactor(worse, relative) * (baseline.sum / baseline.count);
  const above = canary.sum / canary.count - tolerated;
  return (worse === 'higher' ? above : -above) - absolute;
}
