import type { BadCount } from '../ticks/bad.ts';
import type { Pair } from '../ticks/tick.ts';

/** How many times the acceptable rate each alternative supposes the canary's bad rate to be. */
const effects = [1.05, 1.2, 1.5, 2, 4, 10] as const;

const alternatives = effects.map((effect) => ({ excess: effect - 1, log: Math.log(effect) }));

/**
 * Conditional Poisson grid, for bad outcomes that are rare (about 5 % or less).
 *
 * Null hypothesis: p_c <= r0 p_b. Given the block's bad outcomes x_c + x_b, the number that fell to the canary is
 * binomial, and how frequent they are for both cancels. With the sizes n_c, n_b and the alternative r_k = r0 effect_k:
 *
 *     inc_k = x_c ln(r_k / r0) - (x_c + x_b) ln((n_b + r_k n_c) / (n_b + r0 n_c))
 *
 * E[exp(inc_k)] <= 1 for Poisson counts with any common intensity, and for independent Bernoulli outcomes whose rates
 * may differ from request to request (1 + x <= e^x). An empty arm gives increments of zero, up to rounding.
 *
 * Reference: Lindon and Malek, anytime-valid inference for counts (2022).
 *
 * @param acceptableRatio r0, above zero: one plus the relative tolerance
 * @param block bad outcomes of both arms
 * @returns one log e-increment for each alternative, from the smallest effect to the largest
 */
export function poissonIncrements(acceptableRatio: number, block: Pair<BadCount>): number[] {
  const { canary, baseline } = block;
  const bad = canary.bad + baseline.bad;
  if (bad === 0) return alternatives.map(() => 0);
  const exposure = acceptableRatio * canary.count;
  const canaryShare = exposure / (exposure + baseline.count);
  return alternatives.map(
    ({ excess, log }) => canary.bad * log - bad * Math.log1p(excess * canaryShare),
  );
}

/**
 * Evidence for the canary, by the same test turned round. Null hypothesis: p_c >= r_m p_b, with r_m = r_a (1 + harm), for a
 * canary that is worse than the acceptable ratio r_a by `harm` or more. The alternative supposes that it is just acceptable:
 *
 *     x_c ln(r_a / r_m) - (x_c + x_b) ln((n_b + r_a n_c) / (n_b + r_m n_c))
 *
 * @param acceptableRatio r_a, above zero
 * @param harm above zero, as a part of what is acceptable
 * @returns a log e-increment; zero if an arm is empty
 */
export function poissonSoundness(
  acceptableRatio: number,
  harm: number,
  { canary, baseline }: Pair<BadCount>,
): number {
  if (canary.count === 0 || baseline.count === 0) return 0;
  const exposure = acceptableRatio * (1 + harm) * canary.count;
  const canaryShare = exposure / (exposure + baseline.count);
  const better = -harm / (1 + harm);
  return (
    -canary.bad * Math.log1p(harm) - (canary.bad + baseline.bad) * Math.log1p(better * canaryShare)
  );
}
