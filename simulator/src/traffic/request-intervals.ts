import type { ModelRequest, Traffic } from './request.ts';

/** Cuts the requests of some traffic, which come in the order of time, into intervals of the same length. */
export class RequestIntervals {
  readonly #requests: Iterator<ModelRequest>;
  readonly #from: number;
  readonly #length: number;
  #next: IteratorResult<ModelRequest>;

  /**
   * @param from the begin of the first interval, epoch milliseconds
   * @param length of each, milliseconds
   */
  constructor({ requests }: Traffic, from: number, length: number) {
    this.#requests = requests[Symbol.iterator]();
    this.#from = from;
    this.#length = length;
    this.#next = this.#requests.next();
  }

  /** The requests of an interval, 1 for the first: one after those that were taken before; what lies between is passed over. */
  take(number: number): ModelRequest[] {
    const end = this.#from + number * this.#length;
    const taken: ModelRequest[] = [];
    for (; !this.#next.done && this.#next.value.time < end; this.#next = this.#requests.next()) {
      if (this.#next.value.time >= end - this.#length) taken.push(this.#next.value);
    }
    return taken;
  }
}
