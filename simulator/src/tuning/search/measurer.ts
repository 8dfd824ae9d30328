import type { Case, Evaluator } from '../../rollouts/evaluation.ts';
import type { TunedPolicy } from '../policy-text.ts';
import { triedOf, type Tried } from './tried.ts';

/** How far a search has come, in rollouts; the total is a guess until the last stage. */
export interface SearchProgress {
  readonly stage: 'given' | 'searching' | 'measuring' | 'predicting';
  readonly done: number;
  readonly total: number;
  /** Milliseconds until it is done, as far as can be told; absent at the beginning. */
  readonly timeLeft?: number;
}

export interface MeasurerOptions {
  /** What the changes of what is tried are told against. */
  readonly start: TunedPolicy;
  readonly cases: readonly Case[];
  readonly evaluator: Evaluator;
  readonly signal?: AbortSignal;
  readonly onProgress?: (so: SearchProgress) => void;
}

/** Before that, nobody can tell how long it will take, in milliseconds. */
const firstGuess = 2000;

/** Has policies evaluated, each of them once, and tells how far the search has come. */
export class Measurer {
  readonly #options: MeasurerOptions;
  readonly #known = new Map<string, Tried>();
  readonly #began: number = performance.now();
  #stage: SearchProgress['stage'] = 'given';
  #part: Tried | undefined;
  #done = 0;
  /** Rollouts that are still to come, as far as is known. */
  #left = 0;

  constructor(options: MeasurerOptions) {
    this.#options = options;
  }

  /** What is being measured, as far as it has come. */
  get part(): Tried | undefined {
    return this.#part;
  }

  /** @param rollouts of each case that are to come from here on */
  enter(stage: SearchProgress['stage'], rollouts: number): void {
    this.#stage = stage;
    this.#left = rollouts * this.#options.cases.length;
  }

  /** @throws the signal's reason as soon as it is aborted, and LastgoodError for traffic or a policy that do not fit */
  async measure(tuned: TunedPolicy, runs: number, seed: number): Promise<Tried> {
    const name = JSON.stringify([tuned.policy, runs, seed]);
    const known = this.#known.get(name);
    if (known) return known;
    const { evaluator, cases, start, signal, onProgress } = this.#options;
    const evaluation = await evaluator.evaluate(
      { policy: tuned.policy, cases, runs, seed },
      {
        ...(signal && { signal }),
        onProgress: (so) => {
          this.#part = triedOf(start, tuned, { runs, seed, evaluation: so });
          onProgress?.(this.#progress(so.done));
        },
      },
    );
    this.#part = undefined;
    this.#done += evaluation.total;
    this.#left -= evaluation.total;
    const tried = triedOf(start, tuned, { runs, seed, evaluation });
    this.#known.set(name, tried);
    return tried;
  }

  #progress(part: number): SearchProgress {
    const done = this.#done + part;
    const left = Math.max(this.#left - part, 0);
    const passed = performance.now() - this.#began;
    return {
      stage: this.#stage,
      done,
      total: done + left,
      ...(passed > firstGuess && done > 0 && { timeLeft: (passed / done) * left }),
    };
  }
}
