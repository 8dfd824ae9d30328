import type { CategoriesSample } from '../ticks/samples/categories.ts';
import {
  addToLabelCounts,
  alignedTo,
  type LabelCounts,
  noLabelCounts,
} from '../ticks/samples/label-counts.ts';
import type { Pair } from '../ticks/tick.ts';
import { projectionIncrements } from './projection.ts';
import { proportionPrior } from './proportion.ts';
import { type Statistic, stepOf } from './statistic.ts';

export interface CategoriesOptions {
  /** Acceptable: so large a part of the outcomes has another label than with the baseline (total variation distance). */
  readonly tolerance: { readonly shift: number };
}

/** The outcomes of all past blocks. */
export type CategoriesState = LabelCounts;

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
export const categories: Statistic<
  CategoriesOptions,
  CategoriesState,
  CategoriesSample,
  LabelCounts
> = {
  initial: () => noLabelCounts,
  step: (options, past, block) =>
    stepOf(addToLabelCounts(past, block), incrementsOf(options, past, block)),
  ofPast: { state: (past) => past, increments: incrementsOf },
  prior: () => proportionPrior,
};

function incrementsOf(
  { tolerance }: CategoriesOptions,
  { labels }: CategoriesState,
  block: Pair<CategoriesSample>,
): readonly number[] | undefined {
  let canaryTotal = 0;
  let baselineTotal = 0;
  for (const [, ofCanary, ofBaseline] of labels) {
    canaryTotal += ofCanary;
    baselineTotal += ofBaseline;
  }
  if (canaryTotal === 0 || baselineTotal === 0) return undefined;
  const now = alignedTo(labels, block);
  const canary = { count: 0, bad: 0 };
  const baseline = { count: 0, bad: 0 };
  let unusual = 0;
  let place = 0;
  for (const [, ofCanary, ofBaseline] of labels) {
    const canaryNow = now.canary[place] ?? 0;
    const baselineNow = now.baseline[place] ?? 0;
    place += 1;
    canary.count += canaryNow;
    baseline.count += baselineNow;
    const isNew = ofCanary === 0 && ofBaseline === 0;
    if (!isNew && ofCanary * baselineTotal <= ofBaseline * canaryTotal) continue;
    canary.bad += canaryNow;
    baseline.bad += baselineNow;
    unusual += ofBaseline;
  }
  for (const [, canaryNow, baselineNow] of now.added) {
    canary.count += canaryNow;
    baseline.count += baselineNow;
    canary.bad += canaryNow;
    baseline.bad += baselineNow;
  }
  return projectionIncrements(
    { ratio: 1, absolute: tolerance.shift },
    // Half an outcome on each side keeps it from 0 and 1.
    (unusual + 0.5) / (baselineTotal + 1),
    { canary, baseline },
  );
}
