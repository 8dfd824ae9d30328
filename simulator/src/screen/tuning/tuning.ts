import type { Case, Evaluator } from '../../rollouts/evaluation.ts';
import type { ListedScenario } from '../../scenarios/list.ts';
import type { TunedPolicy } from '../../tuning/policy-text.ts';
import type { Line } from '../keys/line.ts';
import type { Session, Setup } from '../session/session.ts';
import { Store } from '../store.ts';
import { bestOf } from './best.ts';
import { casesFor, type Cases } from './cases.ts';
import { Evaluations, type Outcome, type Trial } from './evaluations.ts';
import { Ladder } from './ladder.ts';

/** What the keys are for. */
export type Mode =
  /** Picking a knob and moving it. */
  | { readonly kind: 'knobs' }
  /** Going from point to point of the curve; `place` among the rungs. */
  | { readonly kind: 'curve'; readonly place: number }
  | { readonly kind: 'difference' }
  | { readonly kind: 'naming'; readonly line: Line }
  /** There is a file of this name. */
  | { readonly kind: 'replacing'; readonly file: string }
  | { readonly kind: 'searching'; readonly share: number; readonly timeLeft?: number };

export interface TuningState {
  readonly mode: Mode;
  readonly helping: boolean;
  /** The knob that is moved. */
  readonly path: string;
  readonly runs: number;
  /** What the last key came to. */
  readonly message?: Message;
}

export interface Message {
  readonly text: string;
  readonly wrong: boolean;
}

/** Rollouts of each case: enough to see a difference, or to tell small shares. */
const runsToChoose = [200, 1000, 5000];

/** The Tune view's work: moves knobs, and has rollouts made of what they come to. */
export class Tuning extends Store<TuningState> {
  readonly session: Session;
  readonly evaluations: Evaluations;
  readonly #evaluator: Evaluator;
  readonly #scenarios: readonly ListedScenario[];
  #ladder: Ladder | undefined;
  /** They are asked for often, and only another setup has others. */
  #cases: { readonly setup: Setup; readonly cases: Cases } | undefined;
  readonly #visited = new Map<string, TunedPolicy>();
  #chosen: Partial<Record<keyof Cases, string>> = {};
  #shown = false;
  #stopSearch = (): void => {};

  constructor(session: Session, evaluator: Evaluator, scenarios: readonly ListedScenario[]) {
    super({
      mode: { kind: 'knobs' },
      helping: false,
      path: 'risk.falseRollback',
      runs: runsToChoose[0] ?? 1,
    });
    this.session = session;
    this.#evaluator = evaluator;
    this.#scenarios = scenarios;
    this.evaluations = new Evaluations(evaluator);
    session.subscribe(() => this.#evaluate());
  }

  /** The view is shown: from now on rollouts are made. */
  enter(): void {
    this.#shown = true;
    this.#evaluate();
  }

  /** Another view is shown, which needs the cores. */
  leave(): void {
    this.#shown = false;
    if (this.get().mode.kind === 'searching') this.stopSearch();
    this.evaluations.want([]);
  }

  get policy(): TunedPolicy {
    return this.session.get().setup.policy;
  }

  get cases(): Cases {
    const { setup } = this.session.get();
    if (this.#cases?.setup !== setup) {
      const { source, options, policy } = setup;
      const cases = casesFor(source, options, policy.policy, this.#scenarios);
      this.#cases = { setup, cases };
    }
    return this.#cases.cases;
  }

  /** The case of a kind that is tried now. */
  caseOf(kind: keyof Cases): Case | undefined {
    const cases = this.cases[kind];
    return cases.find(({ name }) => name === this.#chosen[kind]) ?? cases[0];
  }

  trialOf(policy: TunedPolicy): Trial {
    const kinds = ['healthy', 'faulty'] as const;
    // In the order of the command line, which the seeds go by.
    const cases = kinds
      .flatMap((kind) => this.caseOf(kind) ?? [])
      .toSorted((left, right) => order(left) - order(right));
    return { policy, cases, runs: this.get().runs, seed: this.session.get().setup.seed };
  }

  outcomeOf(policy: TunedPolicy): Outcome | undefined {
    return this.evaluations.outcome(this.trialOf(policy));
  }

  /** The path of the knob that is moved. */
  get path(): string {
    const { path } = this.get();
    const { knobs } = this.policy;
    return (knobs.find((knob) => knob.path === path) ?? knobs[0])?.path ?? path;
  }

  /** All policies that were looked at. */
  get visited(): Iterable<TunedPolicy> {
    return this.#visited.values();
  }

  /** The settings of the knob that is moved. */
  get ladder(): Ladder {
    const { path } = this;
    if (this.#ladder?.path !== path || this.#ladder.placeOf(this.policy) < 0) {
      this.#ladder = new Ladder(this.policy, path);
    }
    return this.#ladder;
  }

  show(change: Partial<TuningState>): void {
    const { message: _past, ...state } = this.get();
    this.set({ ...state, ...change });
    this.#evaluate();
  }

  say(text: string, wrong = false): void {
    this.show({ message: { text, wrong } });
  }

  /** Picks the next knob, or the one before. */
  pick(step: 1 | -1): void {
    const { knobs } = this.policy;
    const place = knobs.findIndex(({ path }) => path === this.path);
    const next = knobs[Math.min(Math.max(place + step, 0), knobs.length - 1)];
    if (next) this.show({ path: next.path });
  }

  /** Moves the knob to its next setting, or the one before. */
  move(step: 1 | -1): void {
    const { rungs } = this.ladder;
    this.take(rungs[this.ladder.placeOf(this.policy) + step]?.policy());
  }

  /** Takes a policy, if there is one, as the present one. */
  take(policy: TunedPolicy | undefined): void {
    if (policy) this.session.change(policy);
    this.show({});
  }

  /** Does something with the session's past. */
  step(undo: () => void): void {
    undo();
    this.show({});
  }

  /** Goes through the points of the curve, from the present one on. */
  enterCurve(): void {
    this.show({ mode: { kind: 'curve', place: this.ladder.placeOf(this.policy) } });
  }

  walk(step: 1 | -1): void {
    const { mode } = this.get();
    const { rungs } = this.ladder;
    if (mode.kind !== 'curve') return;
    const place = Math.min(Math.max(mode.place + step, 0), rungs.length - 1);
    rungs[place]?.policy();
    this.show({ mode: { kind: 'curve', place } });
  }

  /** Takes the settings of the point. */
  takePoint(): void {
    const { mode } = this.get();
    if (mode.kind !== 'curve') return;
    const policy = this.ladder.rungs[mode.place]?.policy();
    this.show({ mode: { kind: 'knobs' } });
    this.take(policy);
  }

  /** Leaves what was entered last. */
  back(): void {
    this.show(this.get().helping ? { helping: false } : { mode: { kind: 'knobs' } });
  }

  /** The next case of a kind. */
  turn(kind: keyof Cases): void {
    const cases = this.cases[kind];
    const place = cases.findIndex(({ name }) => name === this.caseOf(kind)?.name);
    this.#chosen = { ...this.#chosen, [kind]: cases[(place + 1) % cases.length]?.name };
    this.show({});
  }

  /** More rollouts of each case, or after the most the fewest again. */
  turnRuns(): void {
    const place = runsToChoose.indexOf(this.get().runs);
    this.show({ runs: runsToChoose[(place + 1) % runsToChoose.length] ?? 1 });
  }

  /** Looks for the settings with the least harm, and takes them; a change like any other, which can be undone. */
  async findBest(): Promise<void> {
    const abort = new AbortController();
    this.#stopSearch = () => abort.abort();
    this.evaluations.want([]);
    this.show({ mode: { kind: 'searching', share: 0 } });
    const { policy } = this;
    const { cases, runs, seed } = this.trialOf(policy);
    const outcome = await bestOf(
      {
        start: policy,
        limit: policy.policy.risk.falseRollback,
        cases,
        runs,
        seed,
        evaluator: this.#evaluator,
      },
      abort.signal,
      (so) => {
        if (!abort.signal.aborted) this.show({ mode: { kind: 'searching', ...so } });
      },
    );
    if (abort.signal.aborted) return;
    if (outcome.best) this.session.change(outcome.best);
    this.show({ mode: { kind: 'knobs' }, message: outcome.message });
  }

  stopSearch(): void {
    this.#stopSearch();
    this.show({ mode: { kind: 'knobs' }, message: { text: 'stopped', wrong: false } });
  }

  /** The present policy first, then where it began, then the other settings of the knob, the nearest first. */
  #evaluate(): void {
    if (!this.#shown || this.get().mode.kind === 'searching') return;
    const { setup, began } = this.session.get();
    const ladder = this.ladder;
    const place = ladder.placeOf(setup.policy);
    this.#visited.set(setup.policy.text, setup.policy);
    const others = ladder.rungs
      .map((rung, at) => ({ rung, distance: Math.abs(at - place) }))
      .toSorted((left, right) => left.distance - right.distance)
      .map(({ rung }) => rung);
    this.evaluations.want([
      () => this.trialOf(setup.policy),
      () => this.trialOf(began),
      ...others.map((rung) => () => this.trialOf(rung.policy())),
    ]);
  }
}

function order({ source }: Case): number {
  return source.kind === 'scenario' ? 0 : 1;
}
