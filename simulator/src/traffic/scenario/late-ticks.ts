import type { Tick } from '@lastgood/triggers';

/** Ticks of the same lateness, which come so many intervals after their own. */
export class LateTicks {
  readonly lateness: number;
  readonly #waiting: (Tick | undefined)[];
  #place = 0;

  /** @param length of an interval, milliseconds */
  constructor(lateness: number, length: number) {
    this.lateness = lateness;
    this.#waiting = Array.from({ length: Math.ceil(lateness / length) });
  }

  /** Takes the tick of an interval, and gives the one that is complete at its end, if there is one. */
  pass(tick: Tick): Tick | undefined {
    if (this.#waiting.length === 0) return tick;
    const complete = this.#waiting[this.#place];
    this.#waiting[this.#place] = tick;
    this.#place = (this.#place + 1) % this.#waiting.length;
    return complete;
  }
}
