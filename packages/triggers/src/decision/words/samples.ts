import { totalVariation } from '../../evidence/drift-measures.ts';
import type { CategoriesSample } from '../../ticks/samples/categories.ts';
import { type HistogramSample } from '../../ticks/samples/histogram.ts';
import type { MeanSample } from '../../ticks/samples/mean.ts';
import type { RateSample } from '../../ticks/samples/rate.ts';
import { outcomesIn } from '../../ticks/samples/sample.ts';
import type { Pair } from '../../ticks/tick.ts';
import { countInWords, shareInWords, valueInWords } from './numbers.ts';

/** `0.05 per unit of exposure (5 hits on 100)`. */
export function rateInWords({ hits, exposure }: RateSample): string {
  const rate = valueInWords(hits / exposure);
  return `${rate} per unit of exposure (${countInWords(hits)} hits on ${countInWords(exposure)})`;
}

/** `1.92 EUR (380 values)`. */
export function meanInWords({ count, sum }: MeanSample, unit?: string): string {
  return `${valueInWords(sum / count, unit)} (${countInWords(count)} values)`;
}

/** A quantile as far as the bins tell: `at most 500 ms`. */
export function quantileOfSample(
  { edges, counts }: HistogramSample,
  quantile: number,
  unit?: string,
): string {
  const count = outcomesIn({ edges, counts });
  if (count === 0) return 'no value';
  let sum = 0;
  for (const [bin, values] of counts.entries()) {
    sum += values;
    const edge = edges[bin];
    if (edge !== undefined && sum >= quantile * count) return `at most ${valueInWords(edge, unit)}`;
  }
  return `above ${valueInWords(edges.at(-1) ?? 0, unit)}`;
}

/** The label whose share grew the most with the canary, and by how much all of them have shifted. */
export function shiftOf({ canary, baseline }: Pair<CategoriesSample>): {
  readonly distance: number;
  readonly label: string;
  readonly shares: Pair<string>;
} {
  const [all, allOfBaseline] = [outcomesIn(canary), outcomesIn(baseline)];
  const before = new Map(Object.entries(baseline.counts));
  let grown = { label: 'none', by: 0, count: 0, before: 0 };
  for (const [label, count] of Object.entries(canary.counts)) {
    const countBefore = before.get(label) ?? 0;
    const by = count / Math.max(1, all) - countBefore / Math.max(1, allOfBaseline);
    if (by > grown.by) grown = { label, by, count, before: countBefore };
  }
  return {
    distance: totalVariation(canary, baseline),
    label: grown.label,
    shares: {
      canary: shareInWords(grown.count, all),
      baseline: shareInWords(grown.before, allOfBaseline),
    },
  };
}
