/** The probabilities of 0, 1, ... events with this mean, as far as they matter. */
export function poissonMasses(mean: number): number[] {
  const masses = [Math.exp(-mean)];
  for (let k = 1; k < 10 * mean + 60; k += 1) masses.push(((masses[k - 1] ?? 0) * mean) / k);
  return masses;
}
