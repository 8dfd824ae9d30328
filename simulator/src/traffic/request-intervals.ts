import type { ModelRequest, Traffic } from './request.ts';

/** Cuts the requests of some traffic, which come in the order of time, into intervals of the same length. */
export class RequestIntervals {
  readonly #traffic: Traffic;
  readonly #from: number;
  readonly #length: number;
  #requests: Iterator<ModelRequest>;
  #next: IteratorResult<ModelRequest>;
  #taken = 0;

  /**
   * @param from the begin of the first interval, epoch milliseconds
   * @param length of each, milliseconds
   */
  constructor(traffic: Traffic, from: number, length: number) {
    this.#traffic = traffic;
    this.#from = from;
    this.#length = length;
    this.#requests = traffic.requests[Symbol.iterator]();
    this.#next = this.#requests.next();
  }

  /** The requests of an interval, 1 for the first: one after those that were taken before; what lies between is passed over. */
  take(number: number): ModelRequest[] {
    const end = this.#from + number * this.#length;
    const begin = end - this.#length;
    if (number > this.#taken + 1) this.#passOver(begin);
    this.#taken = number;
    const taken: ModelRequest[] = [];
    for (; !this.#next.done && this.#next.value.time < end; this.#next = this.#requests.next()) {
      if (this.#next.value.time >= begin) taken.push(this.#next.value);
    }
    return taken;
  }

  #passOver(until: number): void {
    const after = this.#traffic.after?.(until);
    if (!after) return;
    this.#requests = after;
    this.#next = after.next();
  }
}
