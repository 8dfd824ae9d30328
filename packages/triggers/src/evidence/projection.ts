import type { BadCount } from '../ticks/bad.ts';
import type { Pair } from '../ticks/tick.ts';

/** How far beyond the acceptable rate each alternative supposes the canary's bad rate to be, in points of 1. */
const steps = [0.005, 0.012, 0.025, 0.05, 0.12, 0.3] as const;

/** No alternative supposes more than this, so that one good outcome never has probability zero. */
const highestRate = 0.98;

/** What is acceptable: p_c <= absolute + ratio p_b, for bad rates; ratio >= 1 and absolute >= 0. */
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
 * plus to minus once while the gap closes: Newton's steps, and halving whenever one would leave the bracket. It is
 * solved for the shift and not for q_b, which next to theta_b would have lost its digits.
 *
 * @param supposed theta_c, beyond the boundary, and theta_b, both strictly between 0 and 1
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
  // As if both variances were the same: exact where nothing is tolerated.
  let shift = (canaryWeight * beyond) / (ratio * canaryWeight + sizes.baseline);
  if (ratio === 1 && absolute === 0) return shift;
  // And then with the variances that they have there.
  const canaryThere = variance(acceptable + ratio * shift);
  const baselineThere = variance(supposed.baseline + shift);
  shift =
    (canaryWeight * beyond * baselineThere) /
    (ratio * canaryWeight * baselineThere + sizes.baseline * canaryThere);
  let low = 0;
  let high = beyond / ratio;
  for (let iteration = 0; iteration < 100; iteration += 1) {
    const canary = acceptable + ratio * shift;
    const baseline = supposed.baseline + shift;
    const gap = beyond - ratio * shift;
    const canaryVariance = variance(canary);
    const baselineVariance = variance(baseline);
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
    if (Math.abs(next - shift) <= (within ? 1e-8 : 1e-13) * next) return next;
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
  const { canary, baseline } = block;
  const acceptable = boundary.absolute + boundary.ratio * baselineRate;
  const sizes = { canary: canary.count, baseline: baseline.count };
  const empty = sizes.canary === 0 || sizes.baseline === 0;
  return steps.map((step) => {
    const canaryRate = Math.min(highestRate, acceptable + step);
    if (canaryRate <= acceptable || empty) return 0;
    const supposed = { canary: canaryRate, baseline: baselineRate };
    const shift = projectionShift(boundary, supposed, sizes);
    const gap = canaryRate - acceptable - boundary.ratio * shift;
    return (
      logLikelihoodRatio(canary, canaryRate, -gap) +
      logLikelihoodRatio(baseline, baselineRate, shift)
    );
  });
}
