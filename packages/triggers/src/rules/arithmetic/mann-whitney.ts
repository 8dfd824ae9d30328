import { normalQuantile } from './normal.ts';
import { brentRoot } from './root.ts';

/** Values, each with how often it occurred, from the lowest to the highest. */
export type Tally = readonly (readonly [value: number, times: number])[];

/** The tally with more values in it. */
export function addToTally(tally: Tally, values: readonly number[]): Tally {
  const times = new Map(tally);
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  return [...times].sort(([left], [right]) => left - right);
}

function size(tally: Tally): number {
  return tally.reduce((sum, [, times]) => sum + times, 0);
}

/**
 * The rank-sum statistic of `x - shift` against `y` in standard errors, corrected for ties and for continuity: above
 * zero if the x lie higher. Falls in jumps as the shift grows. Both tallies must have values.
 */
export function standardisedRankSum(x: Tally, y: Tally, shift: number): number {
  let wins = 0;
  let ties = 0;
  let passed = 0;
  let j = 0;
  for (const [value, times] of x) {
    const shifted = value - shift;
    let other = y[j];
    while (other && other[0] < shifted) {
      ties += other[1] ** 3 - other[1];
      passed += other[1];
      other = y[++j];
    }
    const equal = other && other[0] === shifted ? other[1] : 0;
    wins += times * (passed + equal / 2);
    // The group of equal values holds those of both samples.
    const group = times + equal;
    ties += group ** 3 - group;
    if (equal > 0) {
      passed += equal;
      j += 1;
    }
  }
  for (const [, times] of y.slice(j)) ties += times ** 3 - times;
  const [n, m] = [size(x), size(y)];
  const centred = wins - (n * m) / 2;
  const variance = ((n * m) / 12) * (n + m + 1 - ties / ((n + m) * (n + m - 1)));
  return variance <= 0 ? 0 : (centred - Math.sign(centred) / 2) / Math.sqrt(variance);
}

/** By how much one sample lies above another. */
export interface Shift {
  /** The ends of the interval. */
  readonly lower: () => number;
  readonly upper: () => number;
  /** The Hodges-Lehmann estimate: the median of all the differences. */
  readonly estimate: () => number;
}

/** The zeros are found to within this, in the unit of the values, as R's `wilcox.test` does. */
const tolerance = 1e-4;

/**
 * The asymptotic two-sided interval for the shift between two samples, of the Mann-Whitney test (Wilcoxon's rank-sum
 * test), as R's `wilcox.test` with `conf.int = TRUE, exact = FALSE` and Kayenta compute it. Their tolerance is part of
 * the answer: where many values are the same, the ends are right to no more than 1e-4 and need not be in order. Each of
 * its numbers is a search of its own, made when it is asked for.
 *
 * @param level confidence, between 0 and 1
 */
export function shiftInterval(x: Tally, y: Tally, level: number): Shift {
  const [lowestX, highestX] = ends(x);
  const [lowestY, highestY] = ends(y);
  const least = lowestX - highestY;
  const most = highestX - lowestY;
  const solve = (quantile: number): number => {
    const distance = (shift: number): number => standardisedRankSum(x, y, shift) - quantile;
    if (distance(least) <= 0) return least;
    if (distance(most) >= 0) return most;
    return brentRoot(distance, least, most, tolerance);
  };
  const z = normalQuantile((1 - level) / 2);
  return { lower: () => solve(-z), upper: () => solve(z), estimate: () => solve(0) };
}

function ends(tally: Tally): [lowest: number, highest: number] {
  return [tally[0]?.[0] ?? 0, tally.at(-1)?.[0] ?? 0];
}
