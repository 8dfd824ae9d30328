import type { Guardrail } from '../policy/model.ts';
import {
  differenceOf,
  type HistogramSample,
  noHistogram,
  requireSameEdges,
} from '../ticks/samples/histogram.ts';
import {
  addToLabelCounts,
  categoriesOf,
  type LabelCounts,
  labelCountsOf,
} from '../ticks/samples/label-counts.ts';
import { addSamples, amountOf, isOf, type Sample } from '../ticks/samples/sample.ts';
import type { Pair } from '../ticks/tick.ts';

/** Both arms of a histogram: edges that are those of the policy are null, the counts of an arm without values empty. */
interface PackedHistograms extends Pair<readonly number[]> {
  readonly edges: readonly number[] | null;
}

/** What both arms came to, as a state keeps it: what is large is there once. */
export type PackedSamples = Pair<Sample> | PackedHistograms | LabelCounts;

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
        ? labelCountsOf({ canary, baseline })
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

export function unpacked(guardrail: Guardrail, samples: PackedSamples): Pair<Sample> {
  if ('labels' in samples) return categoriesOf(samples);
  if (!('edges' in samples)) return samples;
  const edges = samples.edges ?? ('edges' in guardrail ? guardrail.edges : []);
  const arm = (counts: readonly number[]): Sample =>
    counts.length === 0 ? noHistogram : { edges, counts };
  return { canary: arm(samples.canary), baseline: arm(samples.baseline) };
}

/**
 * Refuses what could not be added to the outcomes before it: it is told with its tick, and not when a block ends.
 *
 * @throws LastgoodError `edges-differ`
 */
export function requireLikePast(
  guardrail: Guardrail,
  past: PackedSamples,
  outcomes: PackedSamples,
): void {
  if (!('edges' in past) || !('edges' in outcomes) || guardrail.type !== 'histogram') return;
  if (past.edges === outcomes.edges || isEmpty(past) || isEmpty(outcomes)) return;
  requireSameEdges(past.edges ?? guardrail.edges, outcomes.edges ?? guardrail.edges);
}

function isEmpty({ canary, baseline }: PackedHistograms): boolean {
  return canary.length === 0 && baseline.length === 0;
}

/** How much has been observed of the canary: outcomes, or of a rate its exposure. */
export function canaryAmount(samples: PackedSamples): number {
  let amount = 0;
  if ('labels' in samples) for (const [, canary] of samples.labels) amount += canary;
  else if ('edges' in samples) for (const count of samples.canary) amount += count;
  else return amountOf(samples.canary);
  return amount;
}

/** What a statistic is told of the past: of histograms both arms, of categories the list of their labels. */
export function asPast(guardrail: Guardrail, past: PackedSamples): Pair<Sample> | LabelCounts {
  return 'labels' in past ? past : unpacked(guardrail, past);
}

/** @throws LastgoodError `edges-differ` */
export function addToPacked(
  guardrail: Guardrail,
  past: PackedSamples,
  block: Pair<Sample>,
): PackedSamples {
  const { canary, baseline } = block;
  if ('labels' in past && isOf(canary, 'categories') && isOf(baseline, 'categories')) {
    return addToLabelCounts(past, { canary, baseline });
  }
  const { type } = guardrail;
  const before = unpacked(guardrail, past);
  return packed(guardrail, {
    canary: addSamples(type, before.canary, canary),
    baseline: addSamples(type, before.baseline, baseline),
  });
}
