import type { Worse } from '@lastgood/triggers';
import { errorFunction } from 'simple-statistics';

/**
 * The largest excess of P(canary's value is worse than x) over the baseline's, over all x, from counts in the same bins;
 * zero if an arm is empty.
 */
export function excessOfCounts(
  canary: readonly number[],
  baseline: readonly number[],
  worse: Worse,
): number {
  const canaryTotal = totalOf(canary);
  const baselineTotal = totalOf(baseline);
  if (canaryTotal === 0 || baselineTotal === 0) return 0;
  let largest = 0;
  let better = 0;
  // Beyond the last bin there is nothing.
  for (let bin = 0; bin < canary.length - 1; bin += 1) {
    const count = canary[bin] ?? 0;
    better += (baseline[bin] ?? 0) / baselineTotal - count / canaryTotal;
    largest = Math.max(largest, worse === 'higher' ? better : -better);
  }
  return largest;
}

function totalOf(counts: readonly number[]): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}

/**
 * The same from what is known of means: as if the values were normal, 2 Phi(difference / (2 deviation)) - 1.
 *
 * @param difference by how much the canary's mean is worse
 */
export function excessOfMeans(difference: number, deviation: number): number {
  if (!(difference > 0)) return 0;
  return deviation > 0 ? errorFunction(difference / (2 * Math.SQRT2 * deviation)) : 1;
}
