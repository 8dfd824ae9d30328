import { addCategories, type CategoriesSample, countOf } from '../ticks/samples/categories.ts';
import type { Pair } from '../ticks/tick.ts';
import { projectionIncrements } from './projection.ts';
import { proportionPrior } from './proportion.ts';
import type { Statistic } from './statistic.ts';

export interface CategoriesOptions {
  /** Acceptable: so large a part of the outcomes has another label than with the baseline (total variation distance). */
  readonly tolerance: { readonly shift: number };
}

/** The outcomes of all past blocks. */
export type CategoriesState = Pair<CategoriesSample>;

const none: CategoriesSample = { counts: {} };

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
  initial: () => ({ canary: none, baseline: none }),
  step({ tolerance }, past, block) {
    const state = {
      canary: addCategories(past.canary, block.canary),
      baseline: addCategories(past.baseline, block.baseline),
    };
    const canaryTotal = sumOf(past.canary);
    const baselineTotal = sumOf(past.baseline);
    if (canaryTotal === 0 || baselineTotal === 0) return { state };
    const canary = { count: 0, bad: 0 };
    const baseline = { count: 0, bad: 0 };
    let unusual = 0;
    for (const label of labelsOf(state)) {
      const canaryCount = countOf(past.canary, label);
      const baselineCount = countOf(past.baseline, label);
      const canaryNow = countOf(block.canary, label);
      const baselineNow = countOf(block.baseline, label);
      canary.count += canaryNow;
      baseline.count += baselineNow;
      const isNew = canaryCount === 0 && baselineCount === 0;
      if (!isNew && canaryCount * baselineTotal <= baselineCount * canaryTotal) continue;
      canary.bad += canaryNow;
      baseline.bad += baselineNow;
      unusual += baselineCount;
    }
    const increments = projectionIncrements(
      { ratio: 1, absolute: tolerance.shift },
      // Half an outcome on each side keeps it from 0 and 1.
      (unusual + 0.5) / (baselineTotal + 1),
      { canary, baseline },
    );
    return { state, increments };
  },
  stateAfter: (past) => past,
  prior: () => proportionPrior,
};

/** All labels that either arm has shown. */
function labelsOf({ canary, baseline }: Pair<CategoriesSample>): string[] {
  const labels = Object.keys(canary.counts);
  for (const label of Object.keys(baseline.counts)) {
    if (!Object.hasOwn(canary.counts, label)) labels.push(label);
  }
  return labels;
}

function sumOf({ counts }: CategoriesSample): number {
  let sum = 0;
  for (const count of Object.values(counts)) sum += count;
  return sum;
}
