import type { HistogramSample } from '../../ticks/samples/histogram.ts';

/**
 * A quantile of binned values as a query for it answers: as if the values of a bin were spread evenly between its edges.
 * The first bin begins at 0 if its edge is above that, and otherwise is taken for its edge. The last bin is open and is
 * taken for the last edge, so that no limit at that edge or beyond it is ever passed.
 *
 * Source: prometheus, `histogram_quantile`, which Flagger's own check of the request duration asks.
 *
 * @param histogram at least one value
 * @param quantile between 0 and 1, neither of them
 */
export function histogramQuantile({ edges, counts }: HistogramSample, quantile: number): number {
  let total = 0;
  for (const count of counts) total += count;
  const rank = quantile * total;
  let below = 0;
  for (const [bin, edge] of edges.entries()) {
    const count = counts[bin] ?? 0;
    if (below + count >= rank) {
      const start = edges[bin - 1] ?? Math.min(0, edge);
      return bin === 0 && edge <= 0 ? edge : start + (edge - start) * ((rank - below) / count);
    }
    below += count;
  }
  return edges.at(-1) ?? 0;
}
