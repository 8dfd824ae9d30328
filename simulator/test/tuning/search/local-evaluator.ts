import type { Evaluation, EvaluationRequest, Evaluator } from '../../../src/rollouts/evaluation.ts';
import { figuresOf } from '../../../src/rollouts/figures-of.ts';
import { rollOut } from '../../../src/rollouts/roll-out.ts';
import { seedOfCase } from '../../../src/rollouts/seeds.ts';
import { openSource } from '../../../src/traffic/open-source.ts';

/** The rollouts themselves, one after the other in this thread. */
export const localEvaluator: Evaluator = {
  async evaluate({ policy, cases, runs, seed }: EvaluationRequest): Promise<Evaluation> {
    const all = await Promise.all(
      cases.map(async ({ name, source: of, options }, number) => {
        const source = await openSource(of, policy, options);
        const results = Array.from({ length: runs }, (_, place) =>
          rollOut(policy, source, seedOfCase(number, seed + place)),
        );
        return { name, results, figures: figuresOf(results) };
      }),
    );
    const total = cases.length * runs;
    const figures = figuresOf(all.flatMap(({ results }) => results));
    return { done: total, total, figures, cases: all };
  },
  close: async () => undefined,
};
