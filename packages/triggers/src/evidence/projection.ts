import type { BadCount } from '../ticks/bad.ts';
import type { Pair } from '../ticks/tick.ts';

/** How far beyond the acceptable rate each alternative supposes the canary's bad rate to be, in points of 1. */
const steps = [0.005, 0.012, 0.025, 0.05, 0.12, 0.3] as const;

/** No alternative supposes more than this, so that one good outcome never has probability zero. */
const highestRate = 0.98;

/** What is acceptable: p_c <= absolute + ratio p_b, for bad rates; ratio > 0 and absolute >= 0. */
export interface Boundary {
  readonly ratio: number;
  readonly absolute: number;
}

/**
 * Finds the point of the boundary to which a block of these sizes has to be compared, so that the likelihood ratio is
 * an e-value: the one closest in information, where n_c KL(theta_c, q_c) + n_b KL(theta_b, q_b) is least.
 *
 * With q_b = theta_b + shift and q_c = theta_c - gap, gap = (how far theta_c is beyond the boundary) - ratio shift, it is
 * where ratio n_c gap / (q_c (1 - q_c)) = n_b shift / (q_b (1 - q_b)). Multiplied out that is a cubic which falls from
 * plus to minus once, as the shift rises from none to where the gap is closed, or until q_b is 0 or 1: Newton's steps, and
 * halving whenever one would leave the bracket. It is solved for the shift and not for q_b, which next to theta_b would
 * have lost its digits.
 *
 * With theta_c on the other side of the boundary it is the mirror image, and gap and shift are negative.
 *
 * @param supposed theta_c and theta_b, both strictly between 0 and 1, as is the boundary at theta_b
 * @returns shift: the point's q_b is theta_b + shift, and its q_c is on the boundary
 */
export function projectionShift(
  boundary: Boundary,
  supposed: Pair<number>,
  sizes: Pair<number>,
): number {
  const { ratio, absolute } = boundary;
  const acceptable = absolute + ratio * supposed.baseline;
  const beyond = supposed.canary - acceptable;
  const canaryWeight = ratio * sizes.canary;
  let low = Math.max(Math.min(0, beyond / ratio), -supposed.baseline);
  let high = Math.max(0, beyond / ratio);
  // As if both variances were the same: exact where nothing is tolerated.
  let shift = (canaryWeight * beyond) / (ratio * canaryWeight + sizes.baseline);
  if (ratio === 1 && absolute === 0) return shift;
  // And then with the variances that they have there, unless q_b would be 0 or less.
  const canaryThere = variance(acceptable + ratio * shift);
  const baselineThere = variance(supposed.baseline + shift);
  if (baselineThere > 0) {
    const weight = canaryWeight * baselineThere;
    shift = (weight * beyond) / (ratio * weight + sizes.baseline * canaryThere);
  } else shift = low / 2;
  for (let iteration = 0; iteration < 100; iteration += 1) {
    const canary = acceptable + ratio * shift;
    const baseline = supposed.baseline + shift;
    const gap = beyond - ratio * shift;
    const canaryVariance = variance(canary);
    // Next to 1 the rest of it keeps its digits only so.
    const baselineVariance = baseline * (1 - supposed.baseline - shift);
    const value = canaryWeight * gap * baselineVariance - sizes.baseline * shift * canaryVariance;
    if (value > 0) low = shift;
    else high = shift;
    const slope =
      canaryWeight * (gap * (1 - 2 * baseline) - ratio * baselineVariance) -
      sizes.baseline * (canaryVariance + shift * ratio * (1 - 2 * canary));
    const newton = shift - value / slope;
    const within = newton >= low && newton <= high;
    const next = within ? newton : (low + high) / 2;
    // The error of a step of Newton's is of the order of its square, here below rounding.
    if (Math.abs(next - shift) <= (within ? 1e-8 : 1e-13) * Math.abs(next)) return next;
    shift = next;
  }
  return shift;
}

/** Of an outcome that is bad at this rate. */
function variance(rate: number): number {
  return rate * (1 - rate);
}

/** ln of the likelihood ratio of one arm's outcomes: `rate` against `rate + shift`. */
function logLikelihoodRatio(outcomes: BadCount, rate: number, shift: number): number {
  return (
    -outcomes.bad * Math.log1p(shift / rate) -
    (outcomes.count - outcomes.bad) * Math.log1p(-shift / (1 - rate))
  );
}

/** At a larger part than this of the way to 0 or 1, the rate that a projection has moved to has lost its digits. */
const farthest = 1 - 1e-9;

/**
 * ln of the likelihood ratio of a block between the supposed rates and their projection on the boundary; zero if an arm is
 * empty, or so small beside the other that its projected rate would be 0 or 1.
 */
function projectedIncrement(
  boundary: Boundary,
  supposed: Pair<number>,
  { canary, baseline }: Pair<BadCount>,
): number {
  if (canary.count === 0 || baseline.count === 0) return 0;
  const sizes = { canary: canary.count, baseline: baseline.count };
  const shift = projectionShift(boundary, supposed, sizes);
  const room = shift < 0 ? supposed.baseline : 1 - supposed.baseline;
  if (Math.abs(shift) > farthest * room) return 0;
  const acceptable = boundary.absolute + boundary.ratio * supposed.baseline;
  const gap = supposed.canary - acceptable - boundary.ratio * shift;
  return (
    logLikelihoodRatio(canary, supposed.canary, -gap) +
    logLikelihoodRatio(baseline, supposed.baseline, shift)
  );
}

/**
 * Reverse information projection on a linear boundary, for bad outcomes that are common, or an absolute tolerance.
 *
 * Null hypothesis: p_c <= absolute + ratio p_b. The alternative supposes the baseline at theta_b, its rate in *past*
 * blocks, and the canary at theta_c = absolute + ratio theta_b + step_k. The increment is the log likelihood ratio of
 * the block between that and its projection on the boundary. It is zero for an alternative that would lie above .98
 * and therefore not beyond the boundary, and for a block in which an arm is empty.
 *
 * Reference: Turner, Ly, Grünwald, safe tests for 2x2 tables (2024).
 *
 * @param baselineRate theta_b, strictly between 0 and 1, from past blocks only
 * @returns one log e-increment for each alternative, from the smallest effect to the largest
 */
export function projectionIncrements(
  boundary: Boundary,
  baselineRate: number,
  block: Pair<BadCount>,
): number[] {
  const acceptable = boundary.absolute + boundary.ratio * baselineRate;
  return steps.map((step) => {
    const canaryRate = Math.min(highestRate, acceptable + step);
    if (canaryRate <= acceptable) return 0;
    return projectedIncrement(boundary, { canary: canaryRate, baseline: baselineRate }, block);
  });
}

/**
 * Evidence for the canary, by the same test turned round. Null hypothesis: p_c >= absolute + harm + ratio p_b, a canary that
 * is worse than acceptable by `harm` or more. The alternative supposes the baseline at theta_b and the canary where it is
 * just acceptable, at absolute + ratio theta_b; the projection is on the boundary of the null hypothesis.
 *
 * @param harm above zero, in points of 1
 * @param baselineRate theta_b, strictly between 0 and 1, from past blocks only
 * @returns a log e-increment; zero if an arm is empty, and where no version could be worse by so much
 */
export function projectionSoundness(
  { ratio, absolute }: Boundary,
  harm: number,
  baselineRate: number,
  block: Pair<BadCount>,
): number {
  const acceptable = absolute + ratio * baselineRate;
  if (acceptable + harm >= 1) return 0;
  const supposed = { canary: acceptable, baseline: baselineRate };
  return projectedIncrement({ ratio, absolute: absolute + harm }, supposed, block);
}
