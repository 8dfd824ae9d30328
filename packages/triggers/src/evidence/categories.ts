import { type CategoriesSample, countOf } from '../ticks/samples/categories.ts';
import type { Pair } from '../ticks/tick.ts';
import { projectionIncrements } from './projection.ts';
import { proportionPrior } from './proportion.ts';
import type { Statistic } from './statistic.ts';

export interface CategoriesOptions {
  /** Acceptable: so large a part of the outcomes has another label than with the baseline (total variation distance). */
  readonly tolerance: { readonly shift: number };
}

/** How many outcomes of both arms had a label in all past blocks. */
type PastLabel = readonly [label: string, canary: number, baseline: number];

/** A list, since labels are anybody's words and not all of them can be keys. */
export type CategoriesState = readonly PastLabel[];

/**
 * Drift of categories, such as inputs or predicted classes, with a tolerance.
 *
 * The total variation distance is the most by which the canary's share of any set of labels exceeds the baseline's. S is
 * the set of labels that the canary has shown more of in past blocks, or that neither arm has shown yet; the outcomes
 * with a label in S are compared as bad outcomes are, with `shift` as the absolute tolerance (`projectionIncrements`).
 *
 * Null hypothesis: the distance is at most `shift`. A test of equality would fire on every trivial drift, as soon as there
 * are enough outcomes. Exact, since S and the baseline's share of it come from the past alone.
 *
 * Assumption: labels of one arm do not depend on each other. Units: shares between 0 and 1; the default shift of .05
 * leaves a change of up to 5 % of the outcomes unseen, a rare label that vanishes or doubles among them. The first block
 * with outcomes in both arms has no past: it gives no evidence.
 *
 * Reference: Turner, Ly, Grünwald, safe tests for 2x2 tables (2024).
 */
export const categories: Statistic<CategoriesOptions, CategoriesState, CategoriesSample> = {
  initial: () => [],
  step({ tolerance }, past, block) {
    let canaryTotal = 0;
    let baselineTotal = 0;
    for (const [, canaryCount, baselineCount] of past) {
      canaryTotal += canaryCount;
      baselineTotal += baselineCount;
    }
    const state: PastLabel[] = [];
    const canary = { count: 0, bad: 0 };
    const baseline = { count: 0, bad: 0 };
    let unusual = 0;
    for (const [label, canaryCount, baselineCount] of withNewLabels(past, block)) {
      const canaryNow = countOf(block.canary, label);
      const baselineNow = countOf(block.baseline, label);
      state.push([label, canaryCount + canaryNow, baselineCount + baselineNow]);
      canary.count += canaryNow;
      baseline.count += baselineNow;
      const isNew = canaryCount === 0 && baselineCount === 0;
      if (!isNew && canaryCount * baselineTotal <= baselineCount * canaryTotal) continue;
      canary.bad += canaryNow;
      baseline.bad += baselineNow;
      unusual += baselineCount;
    }
    if (canaryTotal === 0 || baselineTotal === 0) return { state };
    const increments = projectionIncrements(
      { ratio: 1, absolute: tolerance.shift },
      // Half an outcome on each side keeps it from 0 and 1.
      (unusual + 0.5) / (baselineTotal + 1),
      { canary, baseline },
    );
    return { state, increments };
  },
  prior: () => proportionPrior,
};

/** The past with the labels that the block is the first to have. */
function withNewLabels(past: CategoriesState, block: Pair<CategoriesSample>): CategoriesState {
  if (knows(past, block.canary) && knows(past, block.baseline)) return past;
  const labels = new Set([
    ...Object.keys(block.canary.counts),
    ...Object.keys(block.baseline.counts),
  ]);
  for (const [label] of past) labels.delete(label);
  return [...past, ...Array.from(labels, (label): PastLabel => [label, 0, 0])];
}

/** Whether every label of a sample is among those of the past. */
function knows(past: CategoriesState, { counts }: CategoriesSample): boolean {
  let unknown = Object.keys(counts).length;
  for (const [label] of past) if (Object.hasOwn(counts, label)) unknown -= 1;
  return unknown === 0;
}
