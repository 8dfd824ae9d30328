/**
 * ln P(B > u) of the beta distribution with parameters a and b, at these odds of u: the probability of at most a - 1 successes
 * in a + b - 1 trials, as a sum from the largest term on.
 */
export function logUpperTail(odds: number, a: number, b: number): number {
  const trials = a + b - 1;
  const successes = a - 1;
  let ways = 0;
  let lost = 0;
  const fewer = Math.min(successes, trials - successes);
  for (let k = 1; k <= fewer; k += 1) {
    const term = Math.log((trials - fewer + k) / k) - lost;
    const sum = ways + term;
    lost = sum - ways - term;
    ways = sum;
  }
  const largest = ways - successes * Math.log1p(1 / odds) - (trials - successes) * Math.log1p(odds);
  let term = 1;
  let sum = 1;
  for (let k = successes; k > 0 && term > 1e-18 * sum; k -= 1) {
    term *= k / ((trials - k + 1) * odds);
    sum += term;
  }
  return largest + Math.log(sum);
}
