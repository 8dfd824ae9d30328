import { logarithmicEdges } from '../ticks/samples/edges.ts';
import { unitsOfTime } from './units-of-time.ts';

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
  const [low, high] = unitsOfTime.get(unit ?? '')?.span ?? widest;
  const positive = bounds.filter((bound) => bound > 0);
  return logarithmicEdges(Math.min(low, ...positive), Math.max(high, ...positive), bounds);
}
