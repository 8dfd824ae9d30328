/** What one can ask a run for: what a person on call can do, and a fault. */
export type Ask = 'rollback' | 'inject' | 'hold' | 'release' | 'promote';

/** The handle of a run: whoever watches it turns it, and the run looks at it before every tick. */
export class RunControls {
  /** Whether to run in pure virtual time, as fast as the engine goes, or on real parts. */
  virtual: boolean;
  #asked: Ask[] = [];

  constructor(virtual = false) {
    this.virtual = virtual;
  }

  /** What means nothing when its turn comes is told as an event, and changes nothing. */
  ask(what: Ask): void {
    this.#asked.push(what);
  }

  /** What was asked for since the last call, in its order. */
  take(): Ask[] {
    return this.#asked.splice(0);
  }
}
