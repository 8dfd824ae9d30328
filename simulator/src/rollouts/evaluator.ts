import { extname } from 'node:path';

import { Threads } from '../pool/threads.ts';
import { ruleFiguresOf, type RuleFigures } from './comparison-figures.ts';
import type { ComparedRollout } from './comparison.ts';
import type { Evaluation, EvaluationRequest, Evaluator } from './evaluation.ts';
import { figuresOf } from './figures-of.ts';
import type { RolloutAnswer, RolloutTask, Work } from './task.ts';
import { Tasks } from './tasks.ts';

interface Options<Told> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (so: Told) => void;
}

/** As an `Evaluation` is, of whatever the work makes. */
interface Told<Result, Figures> extends Omit<Evaluation, 'figures' | 'cases'> {
  readonly figures: Figures;
  readonly cases: readonly {
    readonly name: string;
    readonly figures: Figures;
    readonly results: readonly Result[];
  }[];
}

/** What rules made of the traffic so far, or in the end. */
export type Comparison = Told<ComparedRollout, readonly RuleFigures[]>;

const ending = extname(import.meta.url);
const program = new URL(`./worker${ending}`, import.meta.url);
const backgroundProgram = new URL(`./background-worker${ending}`, import.meta.url);

/** Milliseconds between two tellings: often enough to be followed, and seldom enough that keys come between them. */
const pause = 250;

/** Telling takes at most one part in so many of the time: figures of many rollouts cost something. */
const parts = 20;

/** Makes rollouts, and compares rules, in threads. The results are the same however many there are. */
export class ThreadedEvaluator implements Evaluator {
  readonly #threads: Threads<RolloutTask, RolloutAnswer>;

  /** @param threads whose program does the tasks in a `Workplace`; as many as there are cores by default */
  constructor(threads: Threads<RolloutTask, RolloutAnswer> = new Threads(program)) {
    this.#threads = threads;
  }

  /** One whose threads let the rest of the program go first, where the system can do that. */
  static inBackground(): ThreadedEvaluator {
    return new ThreadedEvaluator(new Threads(backgroundProgram));
  }

  async evaluate(
    request: EvaluationRequest,
    options: Options<Evaluation> = {},
  ): Promise<Evaluation> {
    return this.#made('rollout', request, figuresOf, options);
  }

  /**
   * Compares the rules of peers with the policy, on the same traffic; the rest is as for `evaluate`.
   *
   * @throws the signal's reason as soon as it is aborted, and LastgoodError for traffic or a policy that do not fit
   */
  async compare(
    request: EvaluationRequest,
    options: Options<Comparison> = {},
  ): Promise<Comparison> {
    return this.#made('comparison', request, ruleFiguresOf, options);
  }

  async close(): Promise<void> {
    await this.#threads.close();
  }

  /** Does the work, and tells now and then what it came to so far. */
  async #made<Result, Figures>(
    work: Work,
    request: EvaluationRequest,
    figuresOf: (results: readonly Result[]) => Figures,
    { signal, onProgress }: Options<Told<Result, Figures>>,
  ): Promise<Told<Result, Figures>> {
    const soFar = (tasks: Tasks<Result>): Told<Result, Figures> => {
      const { done, total, timeLeft, results } = tasks;
      return {
        done,
        total,
        ...(timeLeft !== undefined && { timeLeft }),
        figures: figuresOf(results.flat()),
        cases: request.cases.map(({ name }, place) => ({
          name,
          figures: figuresOf(results[place] ?? []),
          results: results[place] ?? [],
        })),
      };
    };
    let due = performance.now() + pause;
    const tasks = new Tasks<Result>(work, request, () => {
      const began = performance.now();
      if (!onProgress || began < due) return;
      onProgress(soFar(tasks));
      const now = performance.now();
      due = now + Math.max(pause, parts * (now - began));
    });
    await this.#threads.run(tasks, signal);
    return soFar(tasks);
  }
}
