/** Frames take at most one part in so many of the time, so that the run and the keys have the rest. */
const parts = 2;

/** Calls back not too often: at once after a quiet time, and in the end for what came last. */
export class Frames {
  readonly #callback: () => void;
  #last = -Infinity;
  /** How long the last call kept the program busy, with what it led to, in milliseconds. */
  #cost = 0;
  #due = Infinity;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;

  constructor(callback: () => void) {
    this.#callback = callback;
  }

  /** Asks for a call, at least `interval` milliseconds after the last one; longer where calls take long. */
  request(interval: number): void {
    const due = this.#last + Math.max(interval, parts * this.#cost);
    if (due >= this.#due) return;
    this.cancel();
    const wait = due - performance.now();
    if (wait <= 0) {
      this.#call();
      return;
    }
    this.#due = due;
    // When a timer is due, keys may be waiting as well: they are read first.
    this.#timer = setTimeout(() => {
      this.#immediate = setImmediate(() => this.#call());
    }, wait);
  }

  /** Calls back at once, whatever the last call cost: for what somebody waits for. */
  now(): void {
    this.cancel();
    this.#call();
  }

  cancel(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#due = Infinity;
  }

  #call(): void {
    this.#due = Infinity;
    const began = performance.now();
    this.#last = began;
    this.#callback();
    // What a screen does with it comes right after it, before timers and keys have their turn.
    setImmediate(() => (this.#cost = performance.now() - began));
  }
}
