import type { Evaluator } from '../../rollouts/evaluation.ts';
import type { ListedScenario } from '../../scenarios/list.ts';
import type { TunedPolicy } from '../../tuning/policy-text.ts';
import type { Session } from '../session/session.ts';
import { Store } from '../store.ts';
import type { Cases } from './cases.ts';
import { ChosenCases } from './chosen-cases.ts';
import { Evaluations, type Outcome, type Trial, type Wanted } from './evaluations.ts';
import { Ladder } from './ladder.ts';
import { Searching } from './searching.ts';
import type { TuningState } from './state.ts';

/** Rollouts of each case: enough to see a difference, or to tell small shares. */
const runsToChoose = [200, 1000, 5000];

/** The Tune view's work: moves knobs, and has rollouts made of what they come to. */
export class Tuning extends Store<TuningState> {
  readonly session: Session;
  readonly evaluations: Evaluations;
  readonly cases: ChosenCases;
  readonly searching: Searching;
  /** By their knobs: a policy that was made for one of them is not made again. */
  readonly #ladders = new Map<string, Ladder>();
  readonly #visited = new Map<string, TunedPolicy>();
  #shown = false;

  constructor(session: Session, evaluator: Evaluator, scenarios: readonly ListedScenario[]) {
    super({
      mode: { kind: 'knobs' },
      helping: false,
      path: 'risk.falseRollback',
      runs: runsToChoose[0] ?? 1,
    });
    this.session = session;
    this.cases = new ChosenCases(session, scenarios);
    this.searching = new Searching(this, evaluator);
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
    if (this.get().mode.kind === 'searching') this.searching.stop();
    this.evaluations.want([]);
  }

  get policy(): TunedPolicy {
    return this.session.get().setup.policy;
  }

  trialOf(policy: TunedPolicy): Trial {
    const { seed } = this.session.get().setup;
    return { policy, cases: this.cases.both, runs: this.get().runs, seed };
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
    let ladder = this.#ladders.get(path);
    if (!ladder || ladder.placeOf(this.policy) < 0) ladder = new Ladder(this.policy, path);
    this.#ladders.set(path, ladder);
    return ladder;
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
    this.cases.turn(kind);
    this.show({});
  }

  /** More rollouts of each case, or after the most the fewest again. */
  turnRuns(): void {
    const place = runsToChoose.indexOf(this.get().runs);
    this.show({ runs: runsToChoose[(place + 1) % runsToChoose.length] ?? 1 });
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
      ...[setup.policy, began].map((policy) => this.#wanted(() => policy)),
      ...others.map((rung) =>
        this.#wanted(
          () => rung.policy(),
          () => rung.made(),
        ),
      ),
    ]);
  }

  #wanted(policy: () => TunedPolicy, made: () => TunedPolicy | undefined = policy): Wanted {
    return {
      trial: () => this.trialOf(policy()),
      known: () => {
        const known = made();
        return known && this.trialOf(known);
      },
    };
  }
}
