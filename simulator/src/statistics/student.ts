/** The standard normal quantile at 0.975. */
const normal = 1.959963984540054;

/** The coefficients of 1/n, 1/n^2 and so on, at that quantile (Abramowitz and Stegun 26.7.5). */
const terms: readonly number[] = [
  (normal ** 3 + normal) / 4,
  (5 * normal ** 5 + 16 * normal ** 3 + 3 * normal) / 96,
  (3 * normal ** 7 + 19 * normal ** 5 + 17 * normal ** 3 - 15 * normal) / 384,
  (79 * normal ** 9 + 776 * normal ** 7 + 1482 * normal ** 5 - 1920 * normal ** 3 - 945 * normal) /
    92_160,
];

/**
 * The quantile at 0.975 of Student's t: exact for 1 and 2 degrees of freedom, and within 0.2 % above.
 *
 * @param degrees of freedom, one or more
 */
export function studentQuantile(degrees: number): number {
  if (degrees === 1) return Math.tan(0.475 * Math.PI);
  if (degrees === 2) return 0.95 * Math.sqrt(2 / (1 - 0.95 ** 2));
  return terms.reduce((sum, term, power) => sum + term / degrees ** (power + 1), normal);
}
