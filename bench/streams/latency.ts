import { logarithmicEdges } from '@lastgood/triggers';

/** Milliseconds, each edge 10 % above the one before. */
export const latencyEdges: readonly number[] = logarithmicEdges(50, 500);

/** A bell over the logarithmic bins of `latencyEdges`, the open last one included. */
export const latencies: readonly number[] = (() => {
  const densities = [...latencyEdges, Infinity].map((_, bin) => Math.exp(-(((bin - 9) / 4) ** 2)));
  const sum = densities.reduce((total, density) => total + density, 0);
  return densities.map((density) => density / sum);
})();

/** The same, one bin slower. */
export function oneBinSlower(probabilities: readonly number[]): number[] {
  const slower = [0, ...probabilities.slice(0, -1)];
  const last = slower.length - 1;
  slower[last] = (slower[last] ?? 0) + (probabilities.at(-1) ?? 0);
  return slower;
}
