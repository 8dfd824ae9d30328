import { LastgoodError } from '../../errors.ts';

/**
 * Edges for a quantity that spans orders of magnitude, such as a latency: each at least 10 % above the one before, and
 * at most 11 %, so that a relative tolerance of 10 % is one bin. They are rounded up to three digits, to be read, typed
 * and stored.
 *
 * @param low the first edge, above zero; what is below it shares one bin
 * @param high the last edge is this or the next above it
 * @param limits further edges wherever they fall: a limit can only be judged exactly on an edge
 * @throws LastgoodError `edges-impossible`
 */
export function logarithmicEdges(
  low: number,
  high: number,
  limits: readonly number[] = [],
): number[] {
  if (!(low > 0 && high > low && high < Infinity)) {
    throw new LastgoodError(
      'edges-impossible',
      `logarithmic edges run from a number above 0 to a greater one, not from ${low} to ${high}`,
    );
  }
  const edges = new Set(limits);
  const [digits, exponent] = low.toExponential(2).split('e');
  // In whole numbers, which do not depend on how a product is rounded.
  let mantissa = Math.round(Number(digits) * 100);
  let power = Number(exponent) - 2;
  let edge = low;
  do {
    edge = Number(`${mantissa}e${power}`);
    edges.add(edge);
    mantissa = Math.ceil((mantissa * 11) / 10);
    if (mantissa >= 1000) {
      mantissa = Math.ceil(mantissa / 10);
      power += 1;
    }
  } while (edge < high);
  return [...edges].sort((a, b) => a - b);
}

/** The bin that a value falls into: the first whose upper edge it does not exceed, or the last, which is open. */
export function binOf(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value <= (edges[middle] ?? Infinity)) high = middle;
    else low = middle + 1;
  }
  return low;
}
