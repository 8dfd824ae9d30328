import { setImmediate as nextTurn } from 'node:timers/promises';

import { RunControls, type Ask } from '../../run/controls.ts';
import type { RunView } from '../../run/view.ts';
import { Frames } from './frames.ts';
import { faster, isVirtual, slower, usualSpeed } from './speeds.ts';

/** What the player is doing. */
export interface Playback {
  readonly mode: 'playing' | 'paused' | 'ended';
  /** Ticks a second; Infinity is as fast as it goes. */
  readonly speed: number;
  /** What was asked of the run since its last tick: it is done at the next one. */
  readonly asked: readonly Ask[];
  /** After the last tick; absent before the first. */
  readonly view?: RunView;
}

/** Starts a run from its beginning. */
type StartRun = (controls: RunControls) => AsyncGenerator<RunView>;

/** While it is paused, listeners look again so often, in milliseconds: a server may end at any time. */
const glanceInterval = 500;

/** Plays a run tick by tick, at a speed that can be changed meanwhile; a store that a screen can follow. */
export class Player {
  readonly #start: StartRun;
  readonly #listeners = new Set<() => void>();
  readonly #frames = new Frames(() => {
    for (const listener of this.#listeners) listener();
  });
  readonly #tickInterval: number;
  #playback: Playback = { mode: 'playing', speed: usualSpeed, asked: [] };
  #controls = new RunControls();
  #steps = 0;
  #leaving: 'restart' | 'stop' | undefined;
  #wake = (): void => {};

  /**
   * @param start called for the first run, and again for each restart
   * @param tickInterval listeners hear of ticks at most this often while it plays, in milliseconds
   */
  constructor(start: StartRun, tickInterval: number) {
    this.#start = start;
    this.#tickInterval = tickInterval;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly playback = (): Playback => this.#playback;

  /** Plays until `stop` is called, also beyond the run's end; throws what the run throws. */
  async play(): Promise<void> {
    while (this.#leaving !== 'stop') {
      this.#leaving = undefined;
      this.#controls = new RunControls(isVirtual(this.#playback.speed));
      const run = this.#start(this.#controls);
      try {
        await this.#playThrough(run);
      } finally {
        await run.return(undefined);
      }
      while (!this.#leaving) await this.#sleep(Infinity);
    }
    this.#frames.cancel();
  }

  async #playThrough(run: AsyncGenerator<RunView>): Promise<void> {
    let last = -Infinity;
    while (await this.#turnAfter(last)) {
      last = performance.now();
      const { value: view, done } = await run.next();
      if (this.#leaving) return;
      if (!done) this.#change({ view, asked: [] });
      if (done || view.summary) {
        this.#change({ mode: 'ended' });
        return;
      }
    }
  }

  /** Waits until the next tick is due; false when the run is to be left. */
  async #turnAfter(last: number): Promise<boolean> {
    // Keys are read between two ticks, however fast those are.
    await nextTurn();
    while (!this.#leaving) {
      if (this.#steps > 0) {
        this.#steps -= 1;
        return true;
      }
      const { mode, speed } = this.#playback;
      if (mode === 'paused') {
        await this.#sleep(glanceInterval);
        this.#change({});
        continue;
      }
      const wait = last + 1000 / speed - performance.now();
      if (wait <= 0) return true;
      await this.#sleep(wait);
    }
    return false;
  }

  /** Until the time is over or something is asked for. */
  async #sleep(milliseconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (Number.isFinite(milliseconds)) timer = setTimeout(resolve, milliseconds);
    });
    clearTimeout(timer);
  }

  #change(change: Partial<Playback>): void {
    this.#playback = { ...this.#playback, ...change };
    // Ticks that nobody asked for one by one can wait; what a key asked for cannot.
    if (change.view && this.#playback.mode === 'playing') this.#frames.request(this.#tickInterval);
    else this.#frames.now();
    this.#wake();
  }

  pause(): void {
    if (this.#playback.mode === 'playing') this.#change({ mode: 'paused' });
  }

  resume(): void {
    if (this.#playback.mode === 'paused') this.#change({ mode: 'playing' });
  }

  /** Pauses and does one tick. */
  step(): void {
    if (this.#playback.mode === 'ended') return;
    this.#steps += 1;
    this.#change({ mode: 'paused' });
  }

  /** Past the fastest speed of real parts the run goes on in virtual time. */
  faster(): void {
    this.#setSpeed(faster(this.#playback.speed));
  }

  slower(): void {
    this.#setSpeed(slower(this.#playback.speed));
  }

  #setSpeed(speed = this.#playback.speed): void {
    this.#controls.virtual = isVirtual(speed);
    this.#change({ speed });
  }

  /** Asks the run for something, which it does at its next tick. */
  ask(what: Ask): void {
    if (this.#playback.mode === 'ended') return;
    this.#controls.ask(what);
    this.#change({ asked: [...this.#playback.asked, what] });
  }

  /** From the beginning. */
  restart(): void {
    this.#leave('restart');
    this.#playback = { mode: 'playing', speed: this.#playback.speed, asked: [] };
    this.#frames.now();
  }

  /** Makes `play` come to its end; the last view stays. */
  stop(): void {
    this.#leave('stop');
  }

  #leave(how: 'restart' | 'stop'): void {
    if (this.#leaving !== 'stop') this.#leaving = how;
    this.#steps = 0;
    this.#wake();
  }
}
