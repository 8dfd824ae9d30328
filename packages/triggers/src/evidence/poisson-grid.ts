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
 * @param acceptableRatio r0 >= 1, one plus the relative tolerance
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
