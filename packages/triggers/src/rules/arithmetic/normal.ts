/** The standard normal density. */
function density(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** From here on the continued fraction needs fewer terms than the series. */
const tail = 2;

/**
 * P(Z > z) of a standard normal Z, to a relative error of about 1e-14 for z >= 0: the power series of the integral near
 * zero, Laplace's continued fraction in the tail. (`cumulativeStdNormalProbability` of simple-statistics is a table of
 * two decimals.)
 */
export function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  if (z < tail) {
    let term = z;
    let sum = z;
    for (let odd = 3; term > sum * 1e-17; odd += 2) {
      term *= (z * z) / odd;
      sum += term;
    }
    return 0.5 - density(z) * sum;
  }
  let fraction = z;
  for (let depth = 50; depth >= 1; depth -= 1) fraction = z + depth / fraction;
  return density(z) / fraction;
}

/** The z with P(Z <= z) = p, for p strictly between 0 and 1. */
export function normalQuantile(p: number): number {
  return p < 0.5 ? -tailQuantile(p) : tailQuantile(1 - p);
}

/**
 * The z with P(Z > z) = p, for p up to 1/2. ln P(Z > z) is concave and P(Z > z) <= exp(-z^2 / 2) / 2, so Newton's steps
 * fall from a start beyond the root to the root, and the first that does not fall is lost in rounding.
 */
function tailQuantile(p: number): number {
  let z = Math.sqrt(Math.max(0, -2 * Math.log(2 * p)));
  for (;;) {
    const above = upperTail(z);
    const next = z + (Math.log(above / p) * above) / density(z);
    if (!(next < z)) return z;
    z = next;
  }
}
