import {
  outcomesIn,
  type CategoriesSample,
  type HistogramSample,
  type MeanSample,
  type Pair,
  type RateSample,
  type Sample,
} from '@lastgood/triggers';

import { hypergeometric } from '../../random/hypergeometric.ts';
import { normal } from '../../random/normal.ts';
import type { Random } from '../../random/random.ts';

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

/**
 * Of values only the moments are known. The sum of those that are drawn is taken for normal, with the mean and the variance
 * that it has when they are drawn without replacement; what is left of the squares goes to both arms by their sizes. So sum
 * and squares of both are together the sample's, and each could be those of values within the range.
 *
 * Reference: Cochran, sampling techniques (1977), theorem 2.2.
 */
function thinnedMean(
  sample: MeanSample,
  drawn: number,
  random: Random,
  [low, high]: readonly [number, number] = [-Infinity, Infinity],
): Pair<MeanSample> {
  const { count, sum, sumOfSquares } = sample;
  const none = { count: 0, sum: 0, sumOfSquares: 0 };
  if (drawn === 0) return { canary: none, baseline: sample };
  if (drawn === count) return { canary: sample, baseline: none };
  const rest = count - drawn;
  const mean = sum / count;
  const squares = Math.max(0, sumOfSquares - sum * mean);
  const spread = (drawn * rest) / count;
  // No farther than all the squares allow, nor than the range does for either arm.
  const farthest = Math.min(
    Math.sqrt(squares * spread),
    drawn * (high - mean),
    rest * (mean - low),
  );
  const nearest = Math.max(
    -Math.sqrt(squares * spread),
    drawn * (low - mean),
    rest * (mean - high),
  );
  const away = normal(random) * Math.sqrt((squares / (count - 1)) * spread);
  const moved = Math.min(farthest, Math.max(nearest, away));
  const canarySum = drawn * mean + moved;
  const baselineSum = sum - canarySum;
  const least = canarySum ** 2 / drawn;
  const leastOfRest = baselineSum ** 2 / rest;
  const within = Math.max(0, sumOfSquares - least - leastOfRest);
  const most = mostSquares(drawn, canarySum, low, high);
  const mostOfRest = mostSquares(rest, baselineSum, low, high);
  const byParts = least + (within * Math.max(0, drawn - 1)) / Math.max(1, count - 2);
  const canarySquares = Math.min(
    most,
    sumOfSquares - leastOfRest,
    Math.max(least, sumOfSquares - mostOfRest, byParts),
  );
  return {
    canary: { count: drawn, sum: canarySum, sumOfSquares: canarySquares },
    baseline: { count: rest, sum: baselineSum, sumOfSquares: sumOfSquares - canarySquares },
  };
}

/** The squares of values that are all at one end of the range or the other. */
function mostSquares(count: number, sum: number, low: number, high: number): number {
  return high === Infinity ? Infinity : (low + high) * sum - count * low * high;
}
