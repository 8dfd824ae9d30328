import { gammaln } from 'simple-statistics';

/**
 * ln G(x) - x ln x + x, where G is the gamma function: what is left of its logarithm after the terms that cancel between
 * large numbers, to be put together without them. Stirling's series where its next term is below 1e-14.
 *
 * @param x above zero
 */
export function slowPart(x: number): number {
  if (x < 20) return gammaln(x) - x * Math.log(x) + x;
  const square = x * x;
  const series = 1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * square)) / square) / square;
  return 0.5 * Math.log((2 * Math.PI) / x) + series / x;
}
