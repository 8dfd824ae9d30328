import type { BadCount } from '../ticks/bad.ts';
import type { Pair } from '../ticks/tick.ts';

/** How many times the acceptable ratio each alternative supposes the canary's bad rate to be. */
const effects = [1.15, 1.3, 1.6, 2, 3, 5, 10] as const;

/** Prior weight of each alternative, sum 1: most faults that matter here at least double the errors or nearly so. */
export const poissonPrior: readonly number[] = [1, 1.5, 2, 2, 1.5, 1, 0.5].map((w) => w / 9.5);

const logEffects = effects.map(Math.log);

/**
 * Conditional Poisson grid, for bad outcomes that are rare (about 5 % or less).
 *
 * Null hypothesis: p_c <= r0 p_b. Given the block's bad outcomes x_c + x_b, the number that fell to the canary is
 * binomial, and how frequent they are for both cancels. With the sizes n_c, n_b and the alternative r_k = r0 effect_k:
 *
 *     inc_k = x_c ln(r_k / r0) - (x_c + x_b) ln((n_b + r_k n_c) / (n_b + r0 n_c))
 *
 * E[exp(inc_k)] <= 1 for Poisson counts with any common intensity, and for independent Bernoulli outcomes whose rates
 * may differ from request to request (1 + x <= e^x). An empty arm gives increments of zero.
 *
 * Reference: Lindon and Malek, anytime-valid inference for counts (2022).
 *
 * @param acceptableRatio r0 >= 1, one plus the relative tolerance
 * @param block bad outcomes of both arms
 * @returns one log e-increment for each alternative, in the order of `poissonPrior`
 */
export function poissonIncrements(acceptableRatio: number, block: Pair<BadCount>): number[] {
  const { canary, baseline } = block;
  const bad = canary.bad + baseline.bad;
  const acceptable = baseline.count + acceptableRatio * canary.count;
  return effects.map((effect, k) => {
    const supposed = baseline.count + acceptableRatio * effect * canary.count;
    return (
      canary.bad * (logEffects[k] ?? 0) - (bad === 0 ? 0 : bad * Math.log(supposed / acceptable))
    );
  });
}
