import type { Guardrail } from '../policy/model.ts';
import { differenceOf, noHistogram, requireSameEdges } from '../ticks/samples/histogram.ts';
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
  if (isOf(canary, 'histogram') && isOf(baseline, 'histogram')) {
    const [left, right] = [canary.edges, baseline.edges];
    if (left.length > 0 && right.length > 0) requireSameEdges(left, right);
    const edges = left.length > 0 ? left : right;
    const usual = 'edges' in guardrail ? guardrail.edges : [];
    const isUsual = edges.length === 0 || differenceOf(edges, usual) === undefined;
    return {
      edges: isUsual ? null : edges,
      canary: left.length > 0 ? canary.counts : [],
      baseline: right.length > 0 ? baseline.counts : [],
    };
  }
  if (isOf(canary, 'categories') && isOf(baseline, 'categories')) {
    const before = new Map(Object.entries(baseline.counts));
    const labels = Object.entries(canary.counts).map(([label, count]) => {
      const other = before.get(label) ?? 0;
      before.delete(label);
      return [label, count, other] as const;
    });
    for (const [label, count] of before) labels.push([label, 0, count]);
    return { labels };
  }
  return samples;
}

export function unpacked(guardrail: Guardrail, samples: PackedSamples): Pair<Sample> {
  if ('labels' in samples) {
    const { labels } = samples;
    const counts = (place: 1 | 2): Record<string, number> =>
      Object.fromEntries(labels.map((entry) => [entry[0], entry[place]]));
    return { canary: { counts: counts(1) }, baseline: { counts: counts(2) } };
  }
  if (!('edges' in samples)) return samples;
  const edges = samples.edges ?? ('edges' in guardrail ? guardrail.edges : []);
  const arm = (counts: readonly number[]): Sample =>
    counts.length === 0 ? noHistogram : { edges, counts };
  return { canary: arm(samples.canary), baseline: arm(samples.baseline) };
}
