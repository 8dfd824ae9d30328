import type { ModelPolicy } from '@lastgood/triggers';

import { Random } from '../../../src/random/random.ts';
import type {
  Case,
  Evaluation,
  EvaluationRequest,
  Evaluator,
} from '../../../src/rollouts/evaluation.ts';
import { figuresOf } from '../../../src/rollouts/figures-of.ts';
import type { RolloutResult } from '../../../src/rollouts/rollout-result.ts';
import { resultWith } from '../../rollouts/result-with.ts';

/** What the rollouts of a policy come to in truth. */
export interface Truth {
  /** The chance that a healthy version is rolled back. */
  readonly falseRollback: (policy: ModelPolicy) => number;
  /** The mean harm of a faulty one. */
  readonly harm: (policy: ModelPolicy) => number;
  /** The chance that a healthy version is promoted. */
  readonly promoted?: (policy: ModelPolicy) => number;
}

export const cases: readonly Case[] = ['healthy', 'faulty'].map((scenario) => ({
  name: scenario,
  source: { kind: 'scenario', scenario },
  options: {},
}));

/** Draws rollouts from a known truth, the same for the same seed, and remembers what it was asked. */
export class FakeEvaluator implements Evaluator {
  readonly asked: EvaluationRequest[] = [];
  readonly #truth: Truth;
  /** Called before each evaluation, with how many there were. */
  before: (evaluations: number) => void = () => undefined;

  constructor(truth: Truth) {
    this.#truth = truth;
  }

  async evaluate(
    request: EvaluationRequest,
    {
      signal,
      onProgress,
    }: { readonly signal?: AbortSignal; readonly onProgress?: (so: Evaluation) => void } = {},
  ): Promise<Evaluation> {
    this.before(this.asked.length);
    signal?.throwIfAborted();
    this.asked.push(request);
    const all = request.cases.map(({ name }) => ({
      name,
      results: Array.from({ length: request.runs }, (_, place) =>
        this.#rollout(name, request.policy, request.seed + place),
      ),
    }));
    const upTo = (runs: number): Evaluation => {
      const some = all.map(({ name, results }) => ({ name, results: results.slice(0, runs) }));
      return {
        done: runs * some.length,
        total: request.runs * some.length,
        figures: figuresOf(some.flatMap(({ results }) => results)),
        cases: some.map((one) => ({ ...one, figures: figuresOf(one.results) })),
      };
    };
    onProgress?.(upTo(Math.floor(request.runs / 2)));
    signal?.throwIfAborted();
    return upTo(request.runs);
  }

  async close(): Promise<void> {}

  #rollout(name: string, policy: ModelPolicy, seed: number): RolloutResult {
    const random = new Random(seed);
    const [chance, noise, second] = [random.uniform(), random.uniform(), random.uniform()];
    const faulty = name.startsWith('faulty');
    const falseRollback = !faulty && chance < this.#truth.falseRollback(policy);
    return resultWith({
      seed,
      rollbacks: falseRollback ? [{ time: 1, tick: 1 }] : [],
      promoted: !faulty && second < (this.#truth.promoted?.(policy) ?? 1) ? 1 : null,
      fault: faulty ? 0 : null,
      delay: faulty ? { time: 60_000, requests: 100 } : null,
      falseRollback,
      excessBad: faulty ? this.#truth.harm(policy) * (0.5 + noise) : 0,
      faultyRequests: faulty ? 1000 : 0,
    });
  }
}
