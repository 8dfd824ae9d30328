import type { Job } from '../pool/threads.ts';
import type { EvaluationRequest } from './evaluation.ts';
import type { RolloutAnswer, RolloutTask, Work } from './task.ts';

/**
 * How long a thread should be at a task, in milliseconds: long beside what it costs to hand it over, and short enough
 * for whoever wants the thread for something else.
 */
const goodLength = 60;

/** Nobody can tell earlier after the first answer how long it will take, in milliseconds. */
const firstGuess = 500;

/** The work that is asked for, in tasks of a good length, and what they came to. */
export class Tasks<Result> implements Job<RolloutTask, RolloutAnswer> {
  readonly #work: Work;
  readonly #request: EvaluationRequest;
  readonly #onAnswer: () => void;
  readonly #results: (Result | undefined)[][];
  readonly total: number;
  #handedOut = 0;
  #done = 0;
  /** Milliseconds for each; undefined until the first answer. */
  #pace: number | undefined;
  /** The first answer: before it threads were started and traffic was opened. */
  #first: { readonly time: number; readonly done: number } | undefined;

  /** @param onAnswer called after each answer */
  constructor(work: Work, request: EvaluationRequest, onAnswer: () => void) {
    this.#work = work;
    this.#request = request;
    this.#onAnswer = onAnswer;
    this.#results = request.cases.map(() => []);
    this.total = request.cases.length * request.runs;
  }

  get done(): number {
    return this.#done;
  }

  /** Milliseconds until all is done; undefined at the beginning. */
  get timeLeft(): number | undefined {
    if (!this.#first) return undefined;
    const passed = performance.now() - this.#first.time;
    const done = this.#done - this.#first.done;
    if (done === 0 || passed < firstGuess) return undefined;
    return (passed / done) * (this.total - this.#done);
  }

  /** What each case came to so far, in the order of the seeds. */
  get results(): readonly (readonly Result[])[] {
    return this.#results.map((results) => results.filter((result) => result !== undefined));
  }

  next(): RolloutTask | undefined {
    const from = this.#handedOut;
    if (from === this.total) return undefined;
    const count = this.#pace === undefined ? 1 : Math.ceil(goodLength / this.#pace);
    const to = Math.min(from + count, this.total);
    this.#handedOut = to;
    const { policy, seed } = this.#request;
    const cases = this.#request.cases.map(({ source, options }) => ({ source, options }));
    return { work: this.#work, policy, cases, seed, from, to };
  }

  take({ results, milliseconds }: RolloutAnswer, { from, to }: RolloutTask): void {
    const count = this.#results.length;
    for (const [place, result] of results.entries()) {
      const at = from + place;
      const ofCase = this.#results[at % count];
      if (ofCase) ofCase[Math.floor(at / count)] = result as Result;
    }
    this.#done += to - from;
    this.#first ??= { time: performance.now(), done: this.#done };
    const pace = Math.max(milliseconds / (to - from), 1e-3);
    // The code of a new thread is slow at first: the latest count most.
    this.#pace = this.#pace === undefined ? pace : (this.#pace + pace) / 2;
    this.#onAnswer();
  }
}
