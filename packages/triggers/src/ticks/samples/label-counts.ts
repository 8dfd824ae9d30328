import type { Pair } from '../tick.ts';
import { type CategoriesSample, countOf, setCount } from './categories.ts';

/**
 * How many outcomes of both arms had each label. A list: every label is there once, and to go through it costs less than to
 * look up each label in the records of two arms.
 */
export interface LabelCounts {
  readonly labels: readonly LabelCount[];
}

type LabelCount = readonly [label: string, canary: number, baseline: number];

export const noLabelCounts: LabelCounts = { labels: [] };

export function labelCountsOf({ canary, baseline }: Pair<CategoriesSample>): LabelCounts {
  return addToLabelCounts(noLabelCounts, { canary, baseline });
}

export function addToLabelCounts(
  { labels }: LabelCounts,
  block: Pair<CategoriesSample>,
): LabelCounts {
  const { canary, baseline, added } = alignedTo(labels, block);
  const sums: LabelCount[] = [];
  let place = 0;
  for (const [label, ofCanary, ofBaseline] of labels) {
    sums.push([label, ofCanary + (canary[place] ?? 0), ofBaseline + (baseline[place] ?? 0)]);
    place += 1;
  }
  return { labels: added.length === 0 ? sums : [...sums, ...added] };
}

/** The counts of a block in the order of a list of labels. */
interface Aligned {
  readonly canary: readonly number[];
  readonly baseline: readonly number[];
  /** Labels that are not in the list, first the canary's. */
  readonly added: LabelCounts['labels'];
}

/** A block is judged and then added: its labels are looked up once. */
let last:
  | {
      readonly labels: LabelCounts['labels'];
      readonly of: Pair<CategoriesSample>;
      aligned: Aligned;
    }
  | undefined;

export function alignedTo(labels: LabelCounts['labels'], block: Pair<CategoriesSample>): Aligned {
  if (
    last?.labels === labels &&
    last.of.canary === block.canary &&
    last.of.baseline === block.baseline
  ) {
    return last.aligned;
  }
  const [canary, baseline] = [inOrder(labels, block.canary), inOrder(labels, block.baseline)];
  const complete = canary.complete && baseline.complete;
  const added = complete ? [] : newLabels(labels, block);
  const aligned = { canary: canary.counts, baseline: baseline.counts, added };
  last = { labels, of: block, aligned };
  return aligned;
}

function inOrder(
  labels: LabelCounts['labels'],
  { counts }: CategoriesSample,
): { readonly counts: readonly number[]; readonly complete: boolean } {
  const ordered: number[] = [];
  let known = 0;
  for (const [label] of labels) {
    const count: unknown = counts[label];
    const isKnown = typeof count === 'number';
    if (isKnown) known += 1;
    ordered.push(isKnown ? count : 0);
  }
  return { counts: ordered, complete: known === Object.keys(counts).length };
}

function newLabels(
  labels: LabelCounts['labels'],
  { canary, baseline }: Pair<CategoriesSample>,
): LabelCount[] {
  const known = new Set(labels.map(([label]) => label));
  const all = new Set([...Object.keys(canary.counts), ...Object.keys(baseline.counts)]);
  return [...all]
    .filter((label) => !known.has(label))
    .map((label) => [label, countOf(canary, label), countOf(baseline, label)]);
}

export function categoriesOf({ labels }: LabelCounts): Pair<CategoriesSample> {
  const canary: Record<string, number> = {};
  const baseline: Record<string, number> = {};
  for (const [label, ofCanary, ofBaseline] of labels) {
    setCount(canary, label, ofCanary);
    setCount(baseline, label, ofBaseline);
  }
  return { canary: { counts: canary }, baseline: { counts: baseline } };
}
