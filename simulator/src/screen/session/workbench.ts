import type { Evaluator } from '../../rollouts/evaluation.ts';
import type { ListedScenario } from '../../scenarios/list.ts';
import { Comparing, type Comparer } from '../comparing/comparing.ts';
import { Choosing } from '../choosing/choosing.ts';
import { appBindings } from '../keys/app.ts';
import { bindingOf } from '../keys/binding.ts';
import { Keyboard } from '../keys/keyboard.ts';
import { Store } from '../store.ts';
import { casesBeside } from '../tuning/cases.ts';
import { askForName } from '../tuning/save.ts';
import { Tuning } from '../tuning/tuning.ts';
import { viewNames, type ViewName } from '../views/names.ts';
import { LiveRun, type StartRun } from './live-run.ts';
import { Session, type Setup } from './session.ts';

/** What the user has before them. */
export interface Place {
  readonly view: ViewName;
  /** The user wants to leave, and is asked about changes that would be lost. */
  readonly leaving: boolean;
}

export interface WorkbenchOptions {
  /** What the app is opened on. */
  readonly setup: Setup;
  /** Starts a run from its beginning. */
  readonly start: StartRun;
  /** The Live view shows ticks at most this often, in milliseconds. */
  readonly tickInterval: number;
  readonly evaluator: Evaluator & Comparer;
  /** Those that come with Lastgood. */
  readonly scenarios: readonly ListedScenario[];
  /** Where the user's files are. */
  readonly folder: string;
  /** Leaves the app. */
  readonly leave: () => void;
}

/** Everything behind the screen: what the views share, each view's own work, and where the user is. */
export class Workbench extends Store<Place> {
  readonly session: Session;
  readonly live: LiveRun;
  readonly tuning: Tuning;
  readonly comparing: Comparing;
  readonly choosing: Choosing;
  readonly keyboard: Keyboard;
  readonly #leave: () => void;

  constructor(options: WorkbenchOptions) {
    super({ view: 'live', leaving: false });
    const { setup, start, tickInterval, evaluator, scenarios, folder, leave } = options;
    this.session = new Session(setup);
    this.live = new LiveRun(this.session, start, tickInterval);
    this.tuning = new Tuning(this.session, evaluator, scenarios);
    this.comparing = new Comparing(this.session, evaluator, (setup) =>
      casesBeside(setup, scenarios),
    );
    this.choosing = new Choosing(this.session, scenarios, folder);
    this.keyboard = new Keyboard((key) => this.#press(key));
    this.#leave = leave;
  }

  show(view: ViewName): void {
    const { view: before } = this.get();
    if (view !== before) {
      this.#views[before].leave();
      this.#views[view].enter();
      this.keyboard.changeHands();
    }
    this.set({ view, leaving: false });
  }

  press(key: string): void {
    // Who asks twice does not mind.
    if (key === 'ctrl+c' && !this.get().leaving) this.quit();
    else if (key === 'ctrl+c') this.#leave();
    else if (this.get().leaving) this.#answer(key);
    else this.keyboard.press(key);
  }

  /** Stops what goes on behind the screen. */
  close(): void {
    this.tuning.leave();
    this.comparing.leave();
  }

  /** Each does something only while it is shown. */
  get #views(): Record<ViewName, { enter(): void; leave(): void }> {
    const { live, tuning: tune, comparing: compare, choosing: choose } = this;
    return { live, tune, compare, choose };
  }

  /** Leaves, if nothing would be lost or the user does not mind. */
  readonly quit = (): void => {
    if (this.session.unsaved) this.set({ ...this.get(), leaving: true });
    else this.#leave();
  };

  /** What becomes of changes that were not saved. */
  #answer(key: string): void {
    this.set({ ...this.get(), leaving: false });
    if (key === 'q') this.#leave();
    if (key === 'w') {
      this.show('tune');
      askForName(this.tuning);
    }
  }

  /** A key that the view has no use for. */
  #press(key: string): void {
    const command = bindingOf(appBindings, key, undefined)?.command;
    if (command === 'turn') this.#turn(key === 'tab' ? 1 : -1);
    const asked = viewNames.find((view) => view.key === key);
    if (command === 'show' && asked) this.show(asked.name);
  }

  #turn(step: 1 | -1): void {
    const place = viewNames.findIndex(({ name }) => name === this.get().view);
    const next = viewNames.at((place + step) % viewNames.length);
    if (next) this.show(next.name);
  }
}
