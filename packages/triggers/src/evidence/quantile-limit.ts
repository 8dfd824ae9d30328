import { LastgoodError } from '../errors.ts';
import type { BadCount } from '../ticks/bad.ts';
import type { HistogramSample } from '../ticks/samples/histogram.ts';
import { type LimitOptions, limitPrior, type LimitState, shareIncrements } from './limit-grid.ts';
import type { Statistic } from './statistic.ts';

export interface QuantileLimitOptions extends LimitOptions {
  /** Which quantile the limit is on, between 0 and 1: .99 for the p99. */
  readonly quantile: number;
}

/**
 * A limit on a quantile of a histogram (`shareIncrements`). p99 <= 500 ms says that at most 1 % of the values are above
 * 500 ms; where lower is worse, p10 >= 5 says that at most 10 % are not above 5.
 *
 * Null hypothesis: the canary's quantile is within the limit, taken to the edge that `edgeOfLimit` tells. The baseline is
 * not looked at. Exact for independent values whose distribution changes, as long as it stays within.
 */
export const quantileLimit: Statistic<QuantileLimitOptions, LimitState, HistogramSample> = {
  initial: () => null,
  step(options, state, { canary }) {
    const acceptable = options.worse === 'higher' ? 1 - options.quantile : options.quantile;
    return { state, increments: shareIncrements(acceptable, beyondLimit(options, canary)) };
  },
  prior: () => limitPrior,
};

/**
 * The edge at which a limit can be judged: the limit itself if it is one, or else the next beyond it on the worse side,
 * which is more lenient. People need to be told.
 *
 * @throws LastgoodError `limit-beyond-edges` if there is none: the open bin beyond the edges cannot be divided
 */
export function edgeOfLimit(edges: readonly number[], { worse, limit }: LimitOptions): number {
  const edge =
    worse === 'higher'
      ? edges.find((candidate) => candidate >= limit)
      : edges.findLast((candidate) => candidate <= limit);
  if (edge !== undefined) return edge;
  const [side, last] =
    worse === 'higher'
      ? ['above', `last edge, ${edges.at(-1)}`]
      : ['below', `first edge, ${edges[0]}`];
  throw new LastgoodError(
    'limit-beyond-edges',
    `the limit ${limit} is ${side} the histogram's ${last}: add an edge at ${limit}`,
  );
}

function beyondLimit(options: LimitOptions, { edges, counts }: HistogramSample): BadCount {
  const edge = edgeOfLimit(edges, options);
  let count = 0;
  let above = 0;
  for (let bin = 0; bin < counts.length; bin += 1) {
    const values = counts[bin] ?? 0;
    count += values;
    // The last bin has no upper edge and lies above all of them.
    if ((edges[bin] ?? Infinity) > edge) above += values;
  }
  return { count, bad: options.worse === 'higher' ? above : count - above };
}
