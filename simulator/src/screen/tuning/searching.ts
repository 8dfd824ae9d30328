import type { Evaluator } from '../../rollouts/evaluation.ts';
import { Frames } from '../playback/frames.ts';
import { bestOf } from './best.ts';
import type { Tuning } from './tuning.ts';

/** Shares of the healthy versions that may be rolled back; the policy's own is one to choose, too. */
const limits = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1];

/** The screen hears of the progress at most this often, in milliseconds. */
const pause = 250;

/** The Tune view's search for the settings with the least harm within a limit of false rollbacks. */
export class Searching {
  readonly #tuning: Tuning;
  readonly #evaluator: Evaluator;
  #abort = new AbortController();

  constructor(tuning: Tuning, evaluator: Evaluator) {
    this.#tuning = tuning;
    this.#evaluator = evaluator;
  }

  /** Asks for the limit, and proposes what the policy risks now. */
  ask(): void {
    const limit = this.#tuning.policy.policy.risk.falseRollback;
    this.#tuning.show({ mode: { kind: 'limiting', limit } });
  }

  /** The next greater limit, or the next smaller one; undefined if there is none. */
  limitBeside(step: 1 | -1): number | undefined {
    const { mode } = this.#tuning.get();
    if (mode.kind !== 'limiting') return undefined;
    const own = this.#tuning.policy.policy.risk.falseRollback;
    const all = [...new Set([...limits, own])].toSorted((left, right) => left - right);
    return all[all.indexOf(mode.limit) + step];
  }

  turnLimit(step: 1 | -1): void {
    const limit = this.limitBeside(step);
    if (limit !== undefined) this.#tuning.show({ mode: { kind: 'limiting', limit } });
  }

  /**
   * Looks for the best settings, and takes them: a change like any other, which can be undone. What a search had found
   * when it was stopped is offered.
   */
  async start(limit: number): Promise<void> {
    const tuning = this.#tuning;
    const { signal } = (this.#abort = new AbortController());
    tuning.evaluations.want([]);
    let so: { readonly share: number; readonly timeLeft?: number } = { share: 0 };
    const show = (): void => tuning.show({ mode: { kind: 'searching', limit, ...so } });
    show();
    const frames = new Frames(show);
    const { policy } = tuning;
    const { cases, runs, seed } = tuning.trialOf(policy);
    const { best, message } = await bestOf(
      { start: policy, limit, cases, runs, seed, evaluator: this.#evaluator },
      signal,
      (further) => {
        so = further;
        if (!signal.aborted) frames.request(pause);
      },
    );
    frames.cancel();
    if (!signal.aborted) {
      if (best) tuning.session.change(best);
      tuning.show({ mode: { kind: 'knobs' }, message });
    } else if (tuning.policy === policy && tuning.get().mode.kind === 'knobs') {
      // Nobody has gone on to something else meanwhile.
      if (best) tuning.show({ mode: { kind: 'offered', best, text: message.text } });
      else tuning.show({ message });
    }
  }

  stop(): void {
    this.#abort.abort();
    this.#tuning.show({ mode: { kind: 'knobs' }, message: { text: 'stopped', wrong: false } });
  }

  /** Takes what a search had found when it was stopped. */
  takeOffer(): void {
    const { mode } = this.#tuning.get();
    if (mode.kind !== 'offered') return;
    this.#tuning.show({ mode: { kind: 'knobs' } });
    this.#tuning.take(mode.best);
  }
}
