import { slowPart } from './gamma.ts';

/**
 * ln of how much likelier these counts are if the shares are drawn from a Dirichlet distribution than with fixed shares:
 *
 *     ln G(sum a) - ln G(sum a + N) + sum of [ln G(a_j + n_j) - ln G(a_j)] - sum of n_j ln pi_j
 *
 * where G is the gamma function and N the sum of the counts.
 *
 * @param prior a, the parameters of the Dirichlet distribution, above zero
 * @param shares pi, above zero, sum 1
 * @param counts n
 */
export function logDirichletMultinomial(
  prior: readonly number[],
  shares: readonly number[],
  counts: readonly number[],
): number {
  const posterior = prior.map((parameter, place) => parameter + (counts[place] ?? 0));
  return logNormaliser(posterior, shares) - logNormaliser(prior, shares);
}

/**
 * sum of [ln G(v_j) - v_j ln pi_j] - ln G(V), V the sum of v. Of large numbers the terms cancel in nearly all digits.
 * So ln G(v) is taken apart as v ln v - v, and what varies slowly. With e_j = V pi_j the former add up to the sum of
 * v_j ln(v_j / e_j) - (v_j - e_j), which keeps its digits at any size.
 */
function logNormaliser(values: readonly number[], shares: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  let result = -slowPart(total);
  for (const [place, value] of values.entries()) {
    const expected = total * (shares[place] ?? 0);
    const excess = value - expected;
    result += value * Math.log1p(excess / expected) - excess + slowPart(value);
  }
  return result;
}
