import type { MeanSample, Range } from '../ticks/samples/mean.ts';
import { type Arm, armOf, betOn, betsOn } from './bets.ts';
import { momentsOf } from './moments.ts';

/** The values of one arm in a block, of a metric with a range. */
export interface BoundedArm extends Arm {
  /** How far a value can lie on the good side of the mean that the past made expect. */
  readonly reach: number;
}

/** The reach is at least this part of the range: where it is almost nothing, nothing is won by knowing it better. */
const leastReach = 1e-3;

/**
 * @param past at least one value
 * @param factor what the values are multiplied by before they are compared
 * @param good on which side of the range the values are good: for the canary those that are better, for the baseline those
 *   that are worse
 */
export function boundedArm(
  past: MeanSample,
  block: MeanSample,
  [low, high]: Range,
  factor: number,
  good: 'low' | 'high',
): BoundedArm {
  const width = high - low;
  const moments = momentsOf(past);
  // The past may have been rounded; a mean outside the range would not be covered by the proof.
  const mean = Math.min(high, Math.max(low, moments.mean));
  const reach = Math.max(good === 'low' ? mean - low : high - mean, leastReach * width);
  // One more value, half a range off: the variance is never zero.
  const variance = (past.count * moments.variance + (width / 2) ** 2) / (past.count + 1);
  const { count, squares } = armOf(block, { mean, variance }, factor);
  return { count, factor, squares, variance, reach };
}

/**
 * Empirical Bernstein increment of one block of values with a range, from their sums alone:
 *
 *     inc = L excess - sum over the arms of psi(l) D / reach^2,     l = L factor reach / n,     psi(l) = -ln(1 - l) - l
 *
 * where D is the sum of (value - mu)^2, and mu was expected from past blocks only. For y >= -1 and 0 <= l < 1,
 * exp(l y - psi(l) y^2) <= 1 + l y (Fan, Grama, Liu). With y the distance of a value from mu towards the side that speaks
 * against the canary, in units of the reach, it follows that E[exp(inc)] <= exp(L E[excess]): at most 1 as long as the
 * mean is acceptable, whatever the distribution of the values is and however it changes.
 *
 * The reach may be the whole range, as is usual. It is much less where values are rare and large, such as revenue, and
 * then allows for larger bets: rises of .1 to .5 deviations of such a metric were found in a third to a quarter of the
 * requests.
 *
 * References: Howard, Ramdas et al., time-uniform confidence sequences (2021); Waudby-Smith and Ramdas, betting (2023).
 *
 * @param bet L, such that 0 <= l < 1 in every arm; in one over the metric's unit
 * @param excess by how much the canary's mean is beyond what is acceptable, in the metric's unit
 */
export function bernsteinIncrement(
  bet: number,
  excess: number,
  arms: readonly BoundedArm[],
): number {
  let increment = bet * excess;
  for (const { count, factor, squares, reach } of arms) {
    increment -= (psi((bet * factor * reach) / count) * squares) / (reach * reach);
  }
  return increment;
}

function psi(bet: number): number {
  return -Math.log1p(-bet) - bet;
}

/** The bet at which l would be 1 in one of the arms. */
function largestBet(arms: readonly BoundedArm[]): number {
  let largest = Infinity;
  for (const { count, factor, reach } of arms) {
    largest = Math.min(largest, count / (factor * reach));
  }
  return largest;
}

/**
 * A large bet is reduced to what it would be if the values were skewed as far as their range allows; that keeps l below 1 in
 * *every* arm, without which none of this holds.
 */
function reduced(bet: number, largest: number): number {
  // A still larger one would be rounded up to the largest.
  const bounded = Math.min(bet, 1e12 * largest);
  return bounded / (1 + bounded / largest);
}

/**
 * The increments of a grid of bets, each reduced as far as it has to be.
 *
 * @param deviation the standard deviation in which effects are measured
 * @returns one log e-increment for each alternative, in the order of `betsPrior`
 */
export function bernsteinIncrements(
  deviation: number,
  excess: number,
  arms: readonly BoundedArm[],
): number[] {
  const largest = largestBet(arms);
  return betsOn(deviation, arms).map((bet) =>
    bernsteinIncrement(reduced(bet, largest), excess, arms),
  );
}

/**
 * Evidence for the canary, by the same test turned round: that its mean is not beyond what is acceptable by `harm` or more.
 * There is one bet, the one that wins most if the mean is just acceptable.
 *
 * @param harm above zero, in the metric's unit
 * @param arms with a reach towards the *bad* side for the canary, and towards the good one for the baseline
 * @returns a log e-increment
 */
export function bernsteinSoundness(
  harm: number,
  excess: number,
  arms: readonly BoundedArm[],
): number {
  const bet = reduced(betOn(harm, arms), largestBet(arms));
  return bernsteinIncrement(bet, harm - excess, arms);
}
