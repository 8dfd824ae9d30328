import type { Worse } from '../ticks/bad.ts';
import { toleratedFactor } from './tolerance.ts';

/** What a relative tolerance comes to on the edges of a histogram. */
export interface BinTolerance {
  /** By how many bins the baseline's values are shifted, where it is most. */
  readonly bins: number;
  /** What is really tolerated, as a part of the value, where it is most; infinite if all edges are within tolerance. */
  readonly relative: number;
}

/** What two edges may lose to rounding: 1.1 * 1.1 is a little more than 1.21. */
const rounding = 1 - 1e-9;

/**
 * For each bin, the bin into which all of its values fall at the latest, when they are multiplied by `factor`. Bins are
 * counted towards the worse side.
 *
 * @param edges as of `towardsWorse`
 * @param factor as of `toleratedFactor`
 */
export function toleratedBins(edges: readonly number[], factor: number): number[] {
  const bins: number[] = [];
  let to = 0;
  for (const edge of edges) {
    while (to < edges.length && isBelow(edges[to] ?? 0, factor * edge)) to += 1;
    bins.push(to);
  }
  bins.push(edges.length);
  return bins;
}

function isBelow(edge: number, bound: number): boolean {
  return bound > 0 ? edge < bound * rounding : edge < bound / rounding;
}

/** The edges in the order from good to bad. Where lower is worse they change their sign, so that they rise as well. */
export function towardsWorse(edges: readonly number[], worse: Worse): readonly number[] {
  return worse === 'higher' ? edges : edges.map((edge) => -edge).toReversed();
}

/** Tells what a relative tolerance really is on these edges, since only whole bins can be tolerated. */
export function binTolerance(
  edges: readonly number[],
  worse: Worse,
  relative: number,
): BinTolerance {
  const ordered = towardsWorse(edges, worse);
  const tolerated = toleratedBins(ordered, toleratedFactor(worse, relative));
  const real = ordered.flatMap((edge, bin) => {
    const reached = ordered[tolerated[bin] ?? bin];
    if (reached === undefined) return [];
    return reached === edge ? [0] : [Math.abs(reached / edge - 1)];
  });
  return {
    bins: Math.max(...tolerated.map((to, bin) => to - bin)),
    relative: real.length === 0 ? Infinity : Math.max(...real),
  };
}
