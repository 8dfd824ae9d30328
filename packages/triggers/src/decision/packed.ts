import type { Guardrail } from '../policy/model.ts';
import { type CategoriesSample, countOf, setCount } from '../ticks/samples/categories.ts';
import {
  differenceOf,
  type HistogramSample,
  noHistogram,
  requireSameEdges,
} from '../ticks/samples/histogram.ts';
import { isOf, type Sample } from '../ticks/samples/sample.ts';
import type { Pair } from '../ticks/tick.ts';

/** Both arms of a histogram: edges that are those of the policy are null, the counts of an arm without values empty. */
interface PackedHistograms extends Pair<readonly number[]> {
  readonly edges: readonly number[] | null;
}

/** Both arms of categories. */
interface PackedCategories {
  readonly labels: readonly (readonly [label: string, canary: number, baseline: number])[];
}

/** What both arms came to, as a state keeps it: what is large is there once. */
export type PackedSamples = Pair<Sample> | PackedHistograms | PackedCategories;

/** @throws LastgoodError `edges-differ` if the histograms of the arms do not have the same edges */
export function packed(guardrail: Guardrail, samples: Pair<Sample>): PackedSamples {
  const { canary, baseline } = samples;
  switch (guardrail.type) {
    case 'histogram':
      return isOf(canary, 'histogram') && isOf(baseline, 'histogram')
        ? packedHistograms(guardrail.edges, { canary, baseline })
        : samples;
    case 'categories':
      return isOf(canary, 'categories') && isOf(baseline, 'categories')
        ? packedCategories({ canary, baseline })
        : samples;
    default:
      return samples;
  }
}

function packedHistograms(
  usual: readonly number[],
  { canary, baseline }: Pair<HistogramSample>,
): PackedHistograms {
  const [left, right] = [canary.edges, baseline.edges];
  if (left.length > 0 && right.length > 0) requireSameEdges(left, right);
  const edges = left.length > 0 ? left : right;
  const isUsual = edges.length === 0 || differenceOf(edges, usual) === undefined;
  return {
    edges: isUsual ? null : edges,
    canary: left.length > 0 ? canary.counts : [],
    baseline: right.length > 0 ? baseline.counts : [],
  };
}

function packedCategories({ canary, baseline }: Pair<CategoriesSample>): PackedCategories {
  const labels = Object.entries(canary.counts).map(
    ([label, count]) => [label, count, countOf(baseline, label)] as const,
  );
  for (const [label, count] of Object.entries(baseline.counts)) {
    if (!Object.hasOwn(canary.counts, label)) labels.push([label, 0, count]);
  }
  return { labels };
}

export function unpacked(guardrail: Guardrail, samples: PackedSamples): Pair<Sample> {
  if ('labels' in samples) {
    const { labels } = samples;
    return { canary: countsOf(labels, 1), baseline: countsOf(labels, 2) };
  }
  if (!('edges' in samples)) return samples;
  const edges = samples.edges ?? ('edges' in guardrail ? guardrail.edges : []);
  const arm = (counts: readonly number[]): Sample =>
    counts.length === 0 ? noHistogram : { edges, counts };
  return { canary: arm(samples.canary), baseline: arm(samples.baseline) };
}

function countsOf(labels: PackedCategories['labels'], place: 1 | 2): CategoriesSample {
  const counts: Record<string, number> = {};
  for (const entry of labels) setCount(counts, entry[0], entry[place]);
  return { counts };
}
