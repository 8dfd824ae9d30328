import { LastgoodError } from '@lastgood/triggers';

import type { RunView } from '../../run/view.ts';
import { Player } from '../playback/player.ts';
import { Store } from '../store.ts';
import type { Session, Setup } from './session.ts';

/**
 * The run of the Live view. It waits while another view is shown: nothing happens behind the user's back. When it is
 * shown again after the session has changed, it begins anew with what the session has now.
 */
export class LiveRun extends Store<{
  /** Why the last run came to no end. */
  readonly failure?: string;
}> {
  readonly player: Player;
  readonly #session: Session;
  readonly #start: (setup: Setup) => AsyncGenerator<RunView>;
  #started: Setup | undefined;
  #waiting = false;

  /** @param tickInterval as of a `Player` */
  constructor(
    session: Session,
    start: (setup: Setup) => AsyncGenerator<RunView>,
    tickInterval: number,
  ) {
    super({});
    this.#session = session;
    this.#start = start;
    this.player = new Player(() => this.#run(), tickInterval);
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

  async *#run(): AsyncGenerator<RunView> {
    const first = this.#started === undefined;
    const { setup } = this.#session.get();
    this.#started = setup;
    this.set({});
    try {
      yield* this.#start(setup);
    } catch (error) {
      // What cannot even begin is told where it was asked for.
      if (first || !(error instanceof LastgoodError)) throw error;
      this.set({ failure: error.message });
    }
  }
}
