import type { MeanSample, Pair } from '@lastgood/triggers';

import { normal } from '../../random/normal.ts';
import type { Random } from '../../random/random.ts';

/**
 * Of values only the moments are known. The sum of those that are drawn is taken for normal, with the mean and the variance
 * that it has when they are drawn without replacement; what is left of the squares goes to both arms by their sizes. So sum
 * and squares of both are together the sample's, and each could be those of values within the range.
 *
 * Reference: Cochran, sampling techniques (1977), theorem 2.2.
 */
export function thinnedMean(
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
