import type { Case, Evaluation, Evaluator } from '../../rollouts/evaluation.ts';
import type { TunedPolicy } from '../../tuning/policy-text.ts';
import { Store } from '../store.ts';

/** A policy on some cases, with some seeds. */
export interface Trial {
  readonly policy: TunedPolicy;
  readonly cases: readonly Case[];
  readonly runs: number;
  readonly seed: number;
}

/** What is known of a trial: all, a part while it runs, or why it cannot be made. */
export type Outcome =
  | { readonly kind: 'whole'; readonly evaluation: Evaluation }
  | { readonly kind: 'part'; readonly evaluation?: Evaluation }
  | { readonly kind: 'failed'; readonly reason: string };

/** By trial. */
interface Known {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** The one that is being made now. */
  readonly running?: string;
  /** The policy of the next one is being worked out. */
  readonly preparing?: true;
}

/** A trial that may be made: its policy is only worked out when it has to be, since that takes long. */
export interface Wanted {
  trial(): Trial;
  /** The trial, if it was worked out already. */
  known(): Trial | undefined;
}

/** The same for trials that come to the same. */
export function nameOf({ policy, cases, runs, seed }: Trial): string {
  return JSON.stringify([policy.text, policy.policy.model, cases, runs, seed]);
}

/**
 * Makes trials one after the other, each on all cores, the most wanted first, and remembers what they came to. What is
 * not wanted any more is stopped at once.
 */
export class Evaluations extends Store<Known> {
  readonly #evaluator: Evaluator;
  #wanted: readonly Wanted[] = [];
  #abort: AbortController | undefined;
  #later: NodeJS.Immediate | undefined;

  constructor(evaluator: Evaluator) {
    super({ outcomes: new Map() });
    this.#evaluator = evaluator;
  }

  outcome(trial: Trial): Outcome | undefined {
    return this.get().outcomes.get(nameOf(trial));
  }

  /** @param wanted the most wanted first; those that come later are only looked at when their turn comes */
  want(wanted: readonly Wanted[]): void {
    this.#wanted = wanted;
    const { running } = this.get();
    if (running === undefined) {
      this.#next();
      return;
    }
    const [first, ...others] = wanted;
    const most = first?.known();
    const urgent = most && nameOf(most);
    if (urgent !== undefined && running === urgent) return;
    const waits = first !== undefined && (urgent === undefined || !this.#isKnown(urgent));
    const goesOn = (): boolean =>
      others.some((other) => {
        const trial = other.known();
        return trial && nameOf(trial) === running;
      });
    if (waits || !goesOn()) this.#stop();
  }

  #isKnown(name: string): boolean {
    const kind = this.get().outcomes.get(name)?.kind;
    return kind === 'whole' || kind === 'failed';
  }

  #stop(): void {
    const { outcomes, running } = this.get();
    const rest = new Map(outcomes);
    if (running !== undefined) rest.delete(running);
    this.#abort?.abort();
    this.#abort = undefined;
    this.set({ outcomes: rest });
    this.#next();
  }

  #next(): void {
    if (this.get().running !== undefined) return;
    for (const wanted of this.#wanted) {
      const trial = wanted.known();
      if (!trial) {
        this.#workOut(wanted);
        return;
      }
      if (this.#isKnown(nameOf(trial))) continue;
      void this.#make(trial);
      return;
    }
    const { outcomes, preparing } = this.get();
    if (preparing) this.set({ outcomes });
  }

  /** In a turn of its own, so that keys and frames come between. */
  #workOut(wanted: Wanted): void {
    clearImmediate(this.#later);
    this.set({ outcomes: this.get().outcomes, preparing: true });
    this.#later = setImmediate(() => {
      if (this.#wanted.includes(wanted)) wanted.trial();
      this.#next();
    });
  }

  async #make(trial: Trial): Promise<void> {
    const name = nameOf(trial);
    const abort = new AbortController();
    const { signal } = abort;
    this.#abort = abort;
    const remember = (outcome: Outcome, running?: string): void => {
      // What was stopped has nothing to say any more.
      if (signal.aborted) return;
      const outcomes = new Map(this.get().outcomes).set(name, outcome);
      this.set(running === undefined ? { outcomes } : { outcomes, running });
    };
    remember({ kind: 'part' }, name);
    const { policy, cases, runs, seed } = trial;
    try {
      const evaluation = await this.#evaluator.evaluate(
        { policy: policy.policy, cases, runs, seed },
        { signal, onProgress: (so) => remember({ kind: 'part', evaluation: so }, name) },
      );
      remember({ kind: 'whole', evaluation });
    } catch (error) {
      if (signal.aborted) return;
      const reason = error instanceof Error ? error.message : String(error);
      remember({ kind: 'failed', reason });
    }
    if (!signal.aborted) this.#next();
  }
}
