/** Calls back not too often: at once after a quiet time, and in the end for what came last. */
export class Frames {
  readonly #callback: () => void;
  #last = -Infinity;
  #due = Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(callback: () => void) {
    this.#callback = callback;
  }

  /** Asks for a call, at least `interval` milliseconds after the last one. */
  request(interval: number): void {
    const due = this.#last + interval;
    if (due >= this.#due) return;
    this.cancel();
    const wait = due - performance.now();
    if (wait <= 0) {
      this.#call();
      return;
    }
    this.#due = due;
    this.#timer = setTimeout(() => this.#call(), wait);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#due = Infinity;
  }

  #call(): void {
    this.#due = Infinity;
    this.#last = performance.now();
    this.#callback();
  }
}
