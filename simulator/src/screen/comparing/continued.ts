import { ruleFiguresOf } from '../../rollouts/comparison-figures.ts';
import type { ComparedRollout } from '../../rollouts/comparison.ts';
import type { Comparison } from '../../rollouts/evaluator.ts';

type Cases = readonly { readonly name: string; readonly results: readonly ComparedRollout[] }[];

/** The first rollouts of each case alone. */
export function firstOf({ cases }: Comparison, runs: number): Comparison {
  const some = cases.map(({ name, results }) => ({ name, results: results.slice(0, runs) }));
  return { ...figured(some), done: runs * cases.length, total: runs * cases.length };
}

/** A comparison, and what has been made so far of the seeds after its own. */
export function continued(before: Comparison, after: Comparison): Comparison {
  const cases = before.cases.map(({ name, results }, place) => ({
    name,
    results: [...results, ...(after.cases[place]?.results ?? [])],
  }));
  return {
    ...after,
    ...figured(cases),
    done: before.done + after.done,
    total: before.total + after.total,
  };
}

function figured(cases: Cases): Pick<Comparison, 'figures' | 'cases'> {
  return {
    figures: ruleFiguresOf(cases.flatMap(({ results }) => results)),
    cases: cases.map((one) => ({ ...one, figures: ruleFiguresOf(one.results) })),
  };
}
