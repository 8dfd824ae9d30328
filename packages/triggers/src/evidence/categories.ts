import type { BadCount } from '../ticks/bad.ts';
import type { CategoriesSample } from '../ticks/samples/categories.ts';
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
  step({ tolerance }, past, { canary, baseline }) {
    const state = addToPast(past, canary, baseline);
    const total = { canary: 0, baseline: 0 };
    for (const [, canaryCount, baselineCount] of past) {
      total.canary += canaryCount;
      total.baseline += baselineCount;
    }
    if (total.canary === 0 || total.baseline === 0) return { state };

    const usual = new Set<string>();
    let usualCount = 0;
    for (const [label, canaryCount, baselineCount] of past) {
      if (canaryCount * total.baseline > baselineCount * total.canary) continue;
      usual.add(label);
      usualCount += baselineCount;
    }
    const increments = projectionIncrements(
      { ratio: 1, absolute: tolerance.shift },
      // Half an outcome on each side keeps it from 0 and 1.
      (total.baseline - usualCount + 0.5) / (total.baseline + 1),
      { canary: countUnusual(canary, usual), baseline: countUnusual(baseline, usual) },
    );
    return { state, increments };
  },
  prior: () => proportionPrior,
};

function addToPast(
  past: CategoriesState,
  canary: CategoriesSample,
  baseline: CategoriesSample,
): CategoriesState {
  const counts = new Map(past.map((entry) => [entry[0], entry]));
  for (const [label, count] of Object.entries(canary.counts)) {
    const [, canaryCount, baselineCount] = counts.get(label) ?? [label, 0, 0];
    counts.set(label, [label, canaryCount + count, baselineCount]);
  }
  for (const [label, count] of Object.entries(baseline.counts)) {
    const [, canaryCount, baselineCount] = counts.get(label) ?? [label, 0, 0];
    counts.set(label, [label, canaryCount, baselineCount + count]);
  }
  return [...counts.values()];
}

/** Counts the outcomes whose label is not among these as bad. */
function countUnusual({ counts }: CategoriesSample, usual: ReadonlySet<string>): BadCount {
  let count = 0;
  let bad = 0;
  for (const [label, outcomes] of Object.entries(counts)) {
    count += outcomes;
    if (!usual.has(label)) bad += outcomes;
  }
  return { count, bad };
}
