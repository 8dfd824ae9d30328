import type { Worse } from '../ticks/bad.ts';
import {
  addHistograms,
  type HistogramSample,
  requireSameEdges,
} from '../ticks/samples/histogram.ts';
import { scoreIncrements, scorePrior, sum } from './monotone-score.ts';
import type { Statistic } from './statistic.ts';
import { toleratedFactor } from './tolerance.ts';
import { toleratedBins, towardsWorse } from './tolerated-bins.ts';

export interface HistogramOptions {
  readonly worse: Worse;
  /** Acceptable: values so much worse than the baseline's, as a part of them; below 1 if lower is worse. */
  readonly tolerance: { readonly relative: number };
}

/** The baseline's values in all past blocks; null before the first. */
export type HistogramState = HistogramSample | null;

/** How many values spread evenly over the bins are added to the baseline's past, so that no share is zero. */
const spread = 1;

/**
 * A histogram, such as of latencies, against the baseline: monotone score betting (`scoreIncrements`).
 *
 * Null hypothesis: the canary is stochastically not worse than the baseline's values times 1 + relative (1 - relative where
 * lower is worse), rounded up to the next edge; `binTolerance` tells what that is. Assumption: the values of one arm do not
 * depend on each other. Coarse bins cost power: a change within a bin cannot be seen.
 *
 * The edges are those of the first histogram, and the same for both arms and at all times. The first block with values of
 * the baseline has no past: it gives no evidence. An empty arm gives zeros.
 */
export const histogram: Statistic<HistogramOptions, HistogramState, HistogramSample> = {
  initial: () => null,
  /** @throws LastgoodError `edges-differ` */
  step({ worse, tolerance }, past, { canary, baseline }) {
    requireSameEdges(canary.edges, baseline.edges);
    if (past === null) return { state: sum(baseline.counts) === 0 ? past : baseline };
    requireSameEdges(past.edges, baseline.edges);
    const bins = toleratedBins(
      towardsWorse(past.edges, worse),
      toleratedFactor(worse, tolerance.relative),
    );
    const increments = scoreIncrements(shares(moved(ordered(past.counts, worse), bins)), {
      canary: ordered(canary.counts, worse),
      baseline: moved(ordered(baseline.counts, worse), bins),
    });
    return { state: addHistograms(past, baseline), increments };
  },
  stateAfter: ({ baseline }) => (sum(baseline.counts) === 0 ? null : baseline),
  prior: () => scorePrior,
};

/** The counts from good to bad. */
function ordered(counts: readonly number[], worse: Worse): readonly number[] {
  return worse === 'higher' ? counts : counts.toReversed();
}

/** The counts with each in another bin. */
function moved(counts: readonly number[], bins: readonly number[]): number[] {
  const result = counts.map(() => 0);
  for (let bin = 0; bin < counts.length; bin += 1) {
    const to = bins[bin] ?? bin;
    result[to] = (result[to] ?? 0) + (counts[bin] ?? 0);
  }
  return result;
}

function shares(counts: readonly number[]): number[] {
  const total = sum(counts) + spread;
  const added = spread / counts.length;
  return counts.map((count) => (count + added) / total);
}
