import { LastgoodError } from '../../errors.ts';
import { shown } from '../../ingestion/refusal.ts';
import { isCount, isFiniteNumber, isObject, notACount, notASample } from './checks.ts';

/** Values of a quantity, such as the latency of a request, counted in bins. */
export interface HistogramSample {
  /** The upper edges of all bins but the last, which is open: rising, at least one. A value on an edge is below it. */
  readonly edges: readonly number[];
  /** How many values fell into each bin: one entry more than `edges`. */
  readonly counts: readonly number[];
}

/** Reads a recorded histogram. If it is impossible, returns what is wrong with it, to follow the metric's name. */
export function readHistogram(recorded: unknown): HistogramSample | string {
  if (!isObject(recorded)) return notASample(recorded, 'edges and counts');
  const { edges, counts } = recorded;
  if (!Array.isArray(edges) || edges.length === 0) return 'has no list of edges';
  if (!Array.isArray(counts)) return 'has no list of counts';
  if (!edges.every(isFiniteNumber)) {
    return `has ${shown(edges.find((edge) => !isFiniteNumber(edge)))} as an edge, which is no number`;
  }
  const fall = edges.findIndex((edge, place) => place > 0 && edge <= (edges[place - 1] ?? 0));
  if (fall !== -1) return `has the edge ${edges[fall]} after ${edges[fall - 1]}: edges must rise`;
  if (counts.length !== edges.length + 1) {
    return `has ${counts.length} counts for ${edges.length} edges: one more than edges is expected`;
  }
  if (!counts.every(isCount)) {
    return notACount('a count', counts.find((count) => !isCount(count)) ?? null);
  }
  return { edges, counts };
}

/** A version that was not observed has no edges of its own: adding it changes nothing. */
export const noHistogram: HistogramSample = { edges: [], counts: [0] };

/** @throws LastgoodError `edges-differ` */
export function addHistograms(left: HistogramSample, right: HistogramSample): HistogramSample {
  if (left.edges.length === 0) return right;
  if (right.edges.length === 0) return left;
  requireSameEdges(left.edges, right.edges);
  const counts = left.counts.slice();
  for (let bin = 0; bin < counts.length; bin += 1) {
    counts[bin] = (counts[bin] ?? 0) + (right.counts[bin] ?? 0);
  }
  return { edges: left.edges, counts };
}

/**
 * Histograms can only be compared bin by bin.
 *
 * @throws LastgoodError `edges-differ` if they do not have the same edges
 */
export function requireSameEdges(left: readonly number[], right: readonly number[]): void {
  const difference = differenceOf(left, right);
  if (difference === undefined) return;
  throw new LastgoodError(
    'edges-differ',
    `histograms can only be compared on the same edges, and these have ${difference}`,
  );
}

/** Where edges differ, in words; undefined if they are the same. */
export function differenceOf(
  left: readonly number[],
  right: readonly number[],
): string | undefined {
  if (left === right) return undefined;
  if (left.length !== right.length) return `${left.length} and ${right.length} of them`;
  for (let place = 0; place < left.length; place += 1) {
    if (left[place] !== right[place]) {
      return `${left[place]} and ${right[place]} in place ${place + 1}`;
    }
  }
  return undefined;
}
