import type { BadCount } from '../ticks/bad.ts';
import type { Pair } from '../ticks/tick.ts';

/** How far beyond the acceptable rate each alternative supposes the canary's bad rate to be, in points of 1. */
const steps = [0.01, 0.02, 0.04, 0.08, 0.16] as const;

/** Prior weight of each alternative, sum 1. */
export const projectionPrior: readonly number[] = [1, 1.5, 1.5, 1, 0.5].map((w) => w / 5.5);

/** No alternative supposes more than this, so that one good outcome never has probability zero. */
const highestRate = 0.98;

/** What is acceptable: p_c <= absolute + ratio p_b, for bad rates; ratio >= 1 and absolute >= 0. */
export interface Boundary {
  readonly ratio: number;
  readonly absolute: number;
}

/** The rates on the boundary that are closest, in information, to an alternative. */
interface Projection {
  readonly canary: number;
  readonly baseline: number;
}

/**
 * Finds the pair of rates on the boundary to which a block of these sizes would have to be compared, so that the
 * likelihood ratio is an e-value: the q_b that minimises n_c KL(theta_c, q_c) + n_b KL(theta_b, q_b), q_c on the boundary.
 *
 * Its derivative times q_b (1 - q_b) q_c (1 - q_c) is a cubic that falls from plus to minus exactly once between theta_b
 * and the q_b whose q_c is theta_c. Newton's steps, replaced by halving whenever they would leave that bracket.
 */
export function project(
  boundary: Boundary,
  supposed: Pair<number>,
  sizes: Pair<number>,
): Projection {
  const { ratio, absolute } = boundary;
  const canaryWeight = ratio * sizes.canary;
  let low = supposed.baseline;
  let high = (supposed.canary - absolute) / ratio;
  let q = (sizes.canary * high + sizes.baseline * low) / (sizes.canary + sizes.baseline);
  for (let iteration = 0; iteration < 100; iteration += 1) {
    const c = absolute + ratio * q;
    const canarySide = (supposed.canary - c) * q * (1 - q);
    const baselineSide = (supposed.baseline - q) * c * (1 - c);
    const value = canaryWeight * canarySide + sizes.baseline * baselineSide;
    if (value > 0) low = q;
    else high = q;
    const slope =
      canaryWeight * ((supposed.canary - c) * (1 - 2 * q) - ratio * q * (1 - q)) +
      sizes.baseline * ((supposed.baseline - q) * ratio * (1 - 2 * c) - c * (1 - c));
    const newton = q - value / slope;
    const next = newton >= low && newton <= high ? newton : (low + high) / 2;
    if (Math.abs(next - q) <= 1e-15) return { canary: absolute + ratio * next, baseline: next };
    q = next;
  }
  return { canary: absolute + ratio * q, baseline: q };
}

/** ln of the likelihood ratio of two Bernoulli rates for the outcomes of one arm. */
function logLikelihoodRatio(outcomes: BadCount, supposed: number, acceptable: number): number {
  const good = outcomes.count - outcomes.bad;
  return (
    (outcomes.bad === 0 ? 0 : outcomes.bad * Math.log(supposed / acceptable)) +
    (good === 0 ? 0 : good * Math.log((1 - supposed) / (1 - acceptable)))
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
 * @returns one log e-increment for each alternative, in the order of `projectionPrior`
 */
export function projectionIncrements(
  boundary: Boundary,
  baselineRate: number,
  block: Pair<BadCount>,
): number[] {
  const { canary, baseline } = block;
  const acceptable = boundary.absolute + boundary.ratio * baselineRate;
  return steps.map((step) => {
    const canaryRate = Math.min(highestRate, acceptable + step);
    if (canaryRate <= acceptable || canary.count === 0 || baseline.count === 0) return 0;
    const projection = project(
      boundary,
      { canary: canaryRate, baseline: baselineRate },
      { canary: canary.count, baseline: baseline.count },
    );
    return (
      logLikelihoodRatio(canary, canaryRate, projection.canary) +
      logLikelihoodRatio(baseline, baselineRate, projection.baseline)
    );
  });
}
