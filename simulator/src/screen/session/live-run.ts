import { LastgoodError } from '@lastgood/triggers';

import { zooms } from '../../charts/columns.ts';
import type { RunControls } from '../../run/controls.ts';
import type { RunView } from '../../run/view.ts';
import { Player } from '../playback/player.ts';
import { Store } from '../store.ts';
import type { Session, Setup } from './session.ts';

/** Starts a run of a setup from its beginning. */
export type StartRun = (setup: Setup, controls: RunControls) => AsyncGenerator<RunView>;

interface LiveState {
  /** The guardrail whose chart is shown first, counted on and on. */
  readonly focus: number;
  /** Which of the zooms the charts have. */
  readonly zoom: number;
  /** Why the last run came to no end. */
  readonly failure?: LastgoodError;
}

/** Codes of errors that need not come again. */
const worthAnotherTry = new Set(['service-unconnected', 'sync-server-ended']);

/** Seeds are whole numbers of 32 bits. */
const seeds = 2 ** 32;

/**
 * The run of the Live view. It waits while another view is shown: nothing happens behind the user's back. When it is
 * shown again after the session has changed, it begins anew with what the session has now.
 */
export class LiveRun extends Store<LiveState> {
  readonly player: Player;
  readonly #session: Session;
  readonly #start: StartRun;
  #started: Setup | undefined;
  #waiting = false;

  /** @param tickInterval as of a `Player` */
  constructor(session: Session, start: StartRun, tickInterval: number) {
    super({ focus: 0, zoom: 0 });
    this.#session = session;
    this.#start = start;
    this.player = new Player((controls) => this.#run(controls), tickInterval);
  }

  /** From the beginning, with the next seed or the one before. */
  reseed(by: 1 | -1): void {
    const { seed } = this.#session.get().setup;
    this.#session.choose({ seed: (seed + by + seeds) % seeds });
    this.player.restart();
  }

  /** Shows the next guardrail first, or the one before. */
  turnFocus(step: 1 | -1): void {
    this.set({ ...this.get(), focus: this.get().focus + step });
  }

  turnZoom(): void {
    this.set({ ...this.get(), zoom: (this.get().zoom + 1) % zooms.length });
  }

  /** Another view is shown. */
  leave(): void {
    this.#waiting = this.player.playback().mode === 'playing';
    this.player.pause();
  }

  /** It is shown again. */
  enter(): void {
    if (this.#started !== this.#session.get().setup) this.player.restart();
    else if (this.#waiting) this.player.resume();
    this.#waiting = false;
  }

  async *#run(controls: RunControls): AsyncGenerator<RunView> {
    const first = this.#started === undefined;
    const { setup } = this.#session.get();
    this.#started = setup;
    const { failure: _past, ...look } = this.get();
    this.set(look);
    let begun = false;
    try {
      for await (const view of this.#start(setup, controls)) {
        begun = true;
        yield view;
      }
    } catch (error) {
      if (!(error instanceof LastgoodError)) throw error;
      // What was asked for and cannot even begin is told where it was asked for; another try would come to the same.
      if (first && !begun && !worthAnotherTry.has(error.code)) throw error;
      this.set({ ...this.get(), failure: error });
    }
  }
}
