import {
  outcomesIn,
  type CategoriesSample,
  type HistogramSample,
  type Pair,
  type RateSample,
  type Sample,
} from '@lastgood/triggers';

import { hypergeometric } from '../../random/hypergeometric.ts';
import type { Random } from '../../random/random.ts';
import { thinnedMean } from './thinned-mean.ts';

/** How the requests of a tick are split between the two. */
export interface Split {
  /** How many there are, and how many of them are the canary's. */
  readonly requests: number;
  readonly canary: number;
  /** The part that the canary should get, from 0 to 1: of events without requests it is all that is known. */
  readonly share: number;
}

/**
 * Splits a sample of one version between two that are equally good: which of the outcomes the canary gets is drawn without
 * replacement, so that both together are the sample again.
 *
 * @param split the same for all the metrics of a tick, which may have been observed on fewer requests
 * @param range of a mean, if it has one
 */
export function thinned(
  sample: Sample,
  split: Split,
  random: Random,
  range?: readonly [low: number, high: number],
): Pair<Sample> {
  const { requests, canary, share } = split;
  if ('exposure' in sample) {
    return thinnedRate(sample, requests > 0 ? canary / requests : share, random);
  }
  const drawn = hypergeometric(random, requests, outcomesIn(sample), canary);
  if ('edges' in sample) return thinnedHistogram(sample, drawn, random);
  if ('sumOfSquares' in sample) return thinnedMean(sample, drawn, random, range);
  if ('hits' in sample) {
    const hits = hypergeometric(random, sample.count, sample.hits, drawn);
    return {
      canary: { count: drawn, hits },
      baseline: { count: sample.count - drawn, hits: sample.hits - hits },
    };
  }
  return thinnedCategories(sample, drawn, random);
}

/** Events that come by themselves go where the exposure is. */
function thinnedRate(sample: RateSample, share: number, random: Random): Pair<RateSample> {
  const hits = random.binomial(sample.hits, share);
  const exposure = sample.exposure * share;
  return {
    canary: { hits, exposure },
    baseline: { hits: sample.hits - hits, exposure: sample.exposure - exposure },
  };
}

function thinnedHistogram(
  { edges, counts }: HistogramSample,
  drawn: number,
  random: Random,
): Pair<HistogramSample> {
  const canary = thinnedCounts(counts, drawn, random);
  const baseline = counts.map((count, bin) => count - (canary[bin] ?? 0));
  return { canary: { edges, counts: canary }, baseline: { edges, counts: baseline } };
}

function thinnedCategories(
  { counts }: CategoriesSample,
  drawn: number,
  random: Random,
): Pair<CategoriesSample> {
  const entries = Object.entries(counts);
  const canary = thinnedCounts(
    entries.map(([, count]) => count),
    drawn,
    random,
  );
  const labelled = (countOf: (place: number, all: number) => number): CategoriesSample => ({
    counts: Object.fromEntries(
      entries.map(([label, all], place) => [label, countOf(place, all)] as const),
    ),
  });
  return {
    canary: labelled((place) => canary[place] ?? 0),
    baseline: labelled((place, all) => all - (canary[place] ?? 0)),
  };
}

/** How many of each count are among those that are drawn: multivariate hypergeometric, one count after the other. */
function thinnedCounts(counts: readonly number[], drawn: number, random: Random): number[] {
  let all = 0;
  for (const count of counts) all += count;
  let left = drawn;
  return counts.map((count) => {
    const taken = count === 0 ? 0 : hypergeometric(random, all, count, left);
    all -= count;
    left -= taken;
    return taken;
  });
}
