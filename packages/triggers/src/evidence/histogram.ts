import type { Worse } from '../ticks/bad.ts';
import {
  addHistograms,
  type HistogramSample,
  requireSameEdges,
} from '../ticks/samples/histogram.ts';
import { isObserved } from '../ticks/samples/sample.ts';
import type { Pair } from '../ticks/tick.ts';
import { scoreIncrements, scorePrior } from './monotone-score.ts';
import { sum } from './pooled-bins.ts';
import { type Statistic, stepOf } from './statistic.ts';
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
  step(options, past, block) {
    const increments = incrementsOf(options, past, block);
    const { baseline } = block;
    if (past === null) return { state: isObserved(baseline) ? baseline : past };
    return stepOf(addHistograms(past, baseline), increments);
  },
  ofPast: {
    state: ({ baseline }) => (isObserved(baseline) ? baseline : null),
    increments: incrementsOf,
  },
  prior: () => scorePrior,
};

function incrementsOf(
  { worse, tolerance }: HistogramOptions,
  past: HistogramState,
  { canary, baseline }: Pair<HistogramSample>,
): readonly number[] | undefined {
  requireSameEdges(canary.edges, baseline.edges);
  if (past === null) return undefined;
  requireSameEdges(past.edges, baseline.edges);
  const bins = binsOf(past.edges, worse, tolerance);
  move(ordered(past.counts, worse), bins, usual);
  makeShares(usual);
  move(ordered(baseline.counts, worse), bins, movedBaseline);
  return scoreIncrements(usual, {
    canary: ordered(canary.counts, worse),
    baseline: movedBaseline,
  });
}

/** They serve one block after the other: to make them anew would cost as much as to fill them. */
const usual: number[] = [];
const movedBaseline: number[] = [];

/** The bins of the last edges and tolerance that each were asked for: every block asks, and they hardly ever change. */
const known = new WeakMap<
  HistogramOptions['tolerance'],
  { readonly edges: readonly number[]; readonly worse: Worse; readonly bins: readonly number[] }
>();

function binsOf(
  edges: readonly number[],
  worse: Worse,
  tolerance: HistogramOptions['tolerance'],
): readonly number[] {
  const found = known.get(tolerance);
  if (found?.edges === edges && found.worse === worse) return found.bins;
  const factor = toleratedFactor(worse, tolerance.relative);
  const bins = toleratedBins(towardsWorse(edges, worse), factor);
  known.set(tolerance, { edges, worse, bins });
  return bins;
}

/** The counts from good to bad. */
function ordered(counts: readonly number[], worse: Worse): readonly number[] {
  return worse === 'higher' ? counts : counts.toReversed();
}

/** Overwrites the list with the counts, each in another bin. */
function move(counts: readonly number[], bins: readonly number[], to: number[]): void {
  if (to.length > counts.length) to.length = counts.length;
  for (let bin = 0; bin < counts.length; bin += 1) to[bin] = 0;
  for (let bin = 0; bin < counts.length; bin += 1) {
    const other = bins[bin] ?? bin;
    to[other] = (to[other] ?? 0) + (counts[bin] ?? 0);
  }
}

/** Overwrites counts with their shares. */
function makeShares(counts: number[]): void {
  const total = sum(counts) + spread;
  const added = spread / counts.length;
  for (let bin = 0; bin < counts.length; bin += 1) {
    counts[bin] = ((counts[bin] ?? 0) + added) / total;
  }
}
