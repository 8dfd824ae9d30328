import {
  binOf,
  edgeOfLimit,
  toleratedBins,
  toleratedFactor,
  towardsWorse,
  type HistogramGuardrail,
  type HistogramSample,
} from '@lastgood/triggers';

import { excessOfCounts } from '../excess.ts';
import { impossible, type Worsened } from './worsened-by.ts';

/** Beyond what is tolerated, as a part of it, as with a rate of which the policy does not say. */
const harm = 0.5;

/** From each bin to a worse one, with what chance. Bins are counted as they are recorded. */
interface Moves {
  readonly to: readonly number[];
  readonly chance: number;
}

/**
 * Compared with the baseline, every value is multiplied, and goes a bin further than is tolerated at the least. With only
 * limits, values go beyond the first of them by chance, and as many as make its quantile pass it.
 */
export function worsenedHistogram(
  guardrail: HistogramGuardrail,
  times: number,
  usual: HistogramSample,
): Worsened<HistogramSample> {
  const { edges } = usual;
  const moves =
    guardrail.tolerance === undefined && guardrail.limits
      ? beyondLimit(guardrail, times, usual)
      : beyondTolerance(guardrail, times, edges);
  const excess = excessOfCounts(
    moved(usual.counts, moves, (count) => count * moves.chance),
    usual.counts,
    guardrail.worse,
  );
  if (!(excess > 0)) throw impossible(guardrail, 'since all values are in the worst bin');
  return {
    excess,
    sample({ counts }, random) {
      return { edges, counts: moved(counts, moves, (n) => random.binomial(n, moves.chance)) };
    },
    value(value, uniform) {
      const bin = binOf(edges, Number(value));
      const to = moves.to[bin] ?? bin;
      if (to === bin || uniform >= moves.chance) return value;
      return edges[to] ?? beyondLast(edges);
    },
  };
}

/** A value in the open bin. */
function beyondLast(edges: readonly number[]): number {
  const last = edges.at(-1) ?? 0;
  return last + Math.max(1, Math.abs(last));
}

/** @param leaving how many of those in a bin leave it */
function moved(
  counts: readonly number[],
  { to }: Moves,
  leaving: (count: number) => number,
): number[] {
  const result = counts.slice();
  for (const [bin, count] of counts.entries()) {
    const target = to[bin] ?? bin;
    if (count === 0 || target === bin) continue;
    const gone = leaving(count);
    result[bin] = (result[bin] ?? 0) - gone;
    result[target] = (result[target] ?? 0) + gone;
  }
  return result;
}

function beyondTolerance(
  { worse, tolerance }: HistogramGuardrail,
  times: number,
  edges: readonly number[],
): Moves {
  const ordered = towardsWorse(edges, worse);
  const factor = toleratedFactor(worse, tolerance?.relative ?? 0);
  const more = 1 + times * harm;
  const tolerated = toleratedBins(ordered, factor);
  const multiplied = toleratedBins(ordered, worse === 'higher' ? factor * more : factor / more);
  const last = edges.length;
  const to = tolerated.map((at, bin) =>
    Math.min(last, Math.max(bin + 1, at + 1, multiplied[bin] ?? 0)),
  );
  return { to: worse === 'higher' ? to : to.map((bin) => last - bin).toReversed(), chance: 1 };
}

function beyondLimit(
  guardrail: HistogramGuardrail,
  times: number,
  { edges, counts }: HistogramSample,
): Moves {
  const { worse, limits: [limit] = [] } = guardrail;
  const { bound = 0, quantile = 0 } = limit ?? {};
  const edge = edges.indexOf(edgeOfLimit(edges, { worse, limit: bound }));
  const isBeyond = (bin: number): boolean => (worse === 'higher' ? bin > edge : bin <= edge);
  let total = 0;
  let beyond = 0;
  for (const [bin, count] of counts.entries()) {
    total += count;
    if (isBeyond(bin)) beyond += count;
  }
  const share = beyond / total;
  const acceptable = worse === 'higher' ? 1 - quantile : quantile;
  const target = Math.min(1, acceptable * (1 + times * harm));
  const next = worse === 'higher' ? edge + 1 : edge;
  return {
    to: counts.map((_, bin) => (isBeyond(bin) ? bin : next)),
    chance: share >= target ? 0 : (target - share) / (1 - share),
  };
}
