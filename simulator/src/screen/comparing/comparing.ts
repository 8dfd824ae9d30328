import type { Case } from '../../rollouts/evaluation.ts';
import type { Comparison, ThreadedEvaluator } from '../../rollouts/evaluator.ts';
import type { Session, Setup } from '../session/session.ts';
import { Store } from '../store.ts';
import { continued, firstOf } from './continued.ts';

export interface ComparingState {
  /** Rollouts of each case. */
  readonly runs: number;
  /** The place of the rule that was picked. */
  readonly picked: number;
  readonly helping: boolean;
  /** What the rules made of the traffic so far, or in the end; absent before the first rollout. */
  readonly comparison?: Comparison;
  readonly running: boolean;
  /** Why there is no comparison. */
  readonly failure?: string;
}

/** Who lets rules look at the same traffic. */
export type Comparer = Pick<ThreadedEvaluator, 'compare'>;

/** Rollouts of each case: few are there at once, many tell small shares. */
const runsToChoose = [20, 100, 500, 2000];

/** Seeds are whole numbers of 32 bits. */
const seeds = 2 ** 32;

/** The Compare view's work: what the peers' rules would have made of the session's traffic, beside its policy. */
export class Comparing extends Store<ComparingState> {
  readonly session: Session;
  readonly #comparer: Comparer;
  readonly #casesOf: (setup: Setup) => readonly Case[];
  #abort: AbortController | undefined;
  #shown = false;
  /** What the comparison is of. */
  #made: { readonly setup: Setup; readonly runs: number } | undefined;
  /** The most rollouts of each case that were made to their end. */
  #known:
    | { readonly setup: Setup; readonly runs: number; readonly comparison: Comparison }
    | undefined;

  /**
   * @param casesOf traffic of the setup's kind, first the setup's own, if it is known: of the first one's seed each decision
   *   is told; all of it together, healthy canaries and faulty ones, makes the figures
   */
  constructor(session: Session, comparer: Comparer, casesOf: (setup: Setup) => readonly Case[]) {
    super({ runs: runsToChoose[1] ?? 1, picked: 0, helping: false, running: false });
    this.session = session;
    this.#comparer = comparer;
    this.#casesOf = casesOf;
    session.subscribe(() => this.#update());
  }

  /** The view is shown: from now on rules are compared. */
  enter(): void {
    this.#shown = true;
    this.#update();
  }

  /** Another view is shown, which needs the cores. */
  leave(): void {
    this.#shown = false;
    this.#stop();
  }

  /** Picks the next rule, or the one before. */
  pick(step: 1 | -1): void {
    const state = this.get();
    const last = Math.max(0, (state.comparison?.figures.length ?? 1) - 1);
    this.set({ ...state, picked: Math.min(Math.max(state.picked + step, 0), last) });
  }

  /** The next larger number of rollouts, or the next smaller one; undefined if there is none. */
  runsBeside(step: 1 | -1): number | undefined {
    return runsToChoose[runsToChoose.indexOf(this.get().runs) + step];
  }

  turnRuns(step: 1 | -1): void {
    this.set({ ...this.get(), runs: this.runsBeside(step) ?? this.get().runs });
    this.#update();
  }

  /** Takes the next seed, or the one before, for all views. */
  reseed(by: 1 | -1): void {
    const { seed } = this.session.get().setup;
    this.session.choose({ seed: (seed + by + seeds) % seeds });
  }

  help(helping: boolean): void {
    this.set({ ...this.get(), helping });
  }

  /** Makes what is wanted now, unless it is there or on its way. */
  #update(): void {
    if (!this.#shown) return;
    const { setup } = this.session.get();
    const { runs } = this.get();
    if (this.#made?.setup === setup && this.#made.runs === runs) return;
    this.#stop();
    void this.#make(setup, runs);
  }

  #stop(): void {
    this.#abort?.abort();
    this.#abort = undefined;
    if (this.get().running) this.#made = undefined;
    this.set({ ...this.get(), running: false });
  }

  async #make(setup: Setup, runs: number): Promise<void> {
    this.#made = { setup, runs };
    const { signal } = (this.#abort = new AbortController());
    const tell = (change: Partial<ComparingState>): void => {
      // What was stopped has nothing to say any more.
      if (!signal.aborted) this.set({ ...this.get(), ...change });
    };
    const known = this.#known?.setup === setup ? this.#known : undefined;
    const had = Math.min(known?.runs ?? 0, runs);
    const before = known && firstOf(known.comparison, had);
    const { comparison: _past, failure: _reason, ...state } = this.get();
    this.set({ ...state, running: had < runs, ...(before && { comparison: before }) });
    if (had === runs) return;
    try {
      const whole = (so: Comparison): Comparison => (before ? continued(before, so) : so);
      const { policy } = setup.policy;
      const cases = this.#casesOf(setup);
      const request = { policy, cases, runs: runs - had, seed: setup.seed + had };
      const onProgress = (so: Comparison): void => tell({ comparison: whole(so) });
      const comparison = whole(await this.#comparer.compare(request, { signal, onProgress }));
      if (!signal.aborted) this.#known = { setup, runs, comparison };
      tell({ comparison });
    } catch (error) {
      tell({ failure: error instanceof Error ? error.message : String(error) });
    }
    tell({ running: false });
  }
}
