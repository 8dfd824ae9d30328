import { logarithmicEdges } from '../ticks/samples/edges.ts';

/** From where to where the values of durations are told apart, by their unit. */
const spans: ReadonlyMap<string, readonly [low: number, high: number]> = new Map([
  ['us', [1, 1e8]],
  ['ms', [1, 1e5]],
  ['s', [0.001, 100]],
  ['min', [0.01, 1000]],
  ['h', [0.01, 1000]],
]);

/** Of a quantity of which nothing else is known. */
const widest = [0.001, 1e6] as const;

/**
 * The edges on which single values are binned: the policy's, or else logarithmic ones that fit the unit, with every
 * bound among them, since it can only be judged exactly on an edge.
 *
 * @param bounds limits, and where they come to rest
 */
export function histogramEdges(
  written: readonly number[] | undefined,
  unit: string | undefined,
  bounds: readonly number[],
): number[] {
  if (written) return [...new Set([...written, ...bounds])].sort((a, b) => a - b);
  const [low, high] = spans.get(unit ?? '') ?? widest;
  const positive = bounds.filter((bound) => bound > 0);
  return logarithmicEdges(Math.min(low, ...positive), Math.max(high, ...positive), bounds);
}
