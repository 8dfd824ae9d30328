import type { Tick } from '@lastgood/triggers';

/** So many that were taken are not worth the moving of those that wait. */
const few = 32;

/** Ticks of the same lateness, which wait until their outcomes are complete. */
export class LateTicks {
  /** Milliseconds. */
  readonly lateness: number;
  /** In the order of time; those before the first that waits have been taken. */
  readonly #ticks: Tick[] = [];
  #first = 0;

  constructor(lateness: number) {
    this.lateness = lateness;
  }

  /**
   * Takes in a tick of this lateness, no earlier than those before it, and moves what is complete behind other ticks.
   *
   * @param time up to which outcomes have come, the end of the tick or later; epoch milliseconds
   */
  pass(tick: Tick, time: number, complete: Tick[]): void {
    if (this.lateness === 0) complete.push(tick);
    else {
      this.#ticks.push(tick);
      this.take(time, complete);
    }
  }

  /** The same without another tick. */
  take(time: number, complete: Tick[]): void {
    const ticks = this.#ticks;
    const latest = time - this.lateness;
    let first = this.#first;
    for (let tick = ticks[first]; tick && tick.to <= latest; tick = ticks[first]) {
      complete.push(tick);
      first += 1;
    }
    if (first > few && 2 * first >= ticks.length) {
      ticks.splice(0, first);
      first = 0;
    }
    this.#first = first;
  }
}

/** When the outcomes of a tick are complete. */
export function closeOf({ to, lateness = 0 }: Tick): number {
  return to + lateness;
}
