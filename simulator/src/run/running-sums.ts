import { isObserved, type Guardrail, type Sample } from '@lastgood/triggers';

/**
 * Sums of samples of one type over any stretch of ticks, each at the price of one subtraction for each of its numbers:
 * what is kept is the sum from the first tick on, after each tick.
 */
export class RunningSums {
  readonly #type: Guardrail['type'];
  /** By the number's name in the sample: `count`, a bin, a label. One entry more than ticks; the first is 0. */
  readonly #totals = new Map<string, number[]>();
  /** In how many ticks anything was observed, in the same way. */
  readonly #observed = [0];
  #edges: readonly number[] = [];

  constructor(type: Guardrail['type']) {
    this.#type = type;
  }

  /** Ticks up to the last one in which anything was observed. */
  get length(): number {
    return this.#observed.length - 1;
  }

  /** Says what was observed in a tick, 0 for the first, in place of what was known of it; in any order. */
  set(tick: number, sample: Sample): void {
    const later: (Sample | undefined)[] = [];
    for (let next = tick + 1; next < this.length; next += 1) {
      later.push(this.between(next, next + 1));
    }
    this.#truncate(tick);
    while (this.length < tick) this.#push(undefined);
    this.#push(sample);
    for (const known of later) this.#push(known);
  }

  #push(sample: Sample | undefined): void {
    const { length } = this;
    const observed = sample !== undefined && isObserved(sample);
    this.#observed.push((this.#observed[length] ?? 0) + (observed ? 1 : 0));
    const numbers = observed ? this.#numbersOf(sample) : [];
    for (const [name] of numbers) {
      if (!this.#totals.has(name)) this.#totals.set(name, Array<number>(length + 1).fill(0));
    }
    for (const totals of this.#totals.values()) totals.push(totals[length] ?? 0);
    for (const [name, number] of numbers) {
      const totals = this.#totals.get(name);
      if (totals) totals[length + 1] = (totals[length] ?? 0) + number;
    }
  }

  /** Takes away what comes after the first so many ticks. */
  #truncate(length: number): void {
    if (length >= this.length) return;
    this.#observed.length = length + 1;
    for (const totals of this.#totals.values()) totals.length = length + 1;
  }

  /** The sum over the ticks from `from` to the one before `to`, 0 for the first; undefined if nothing was observed. */
  between(from: number, to: number): Sample | undefined {
    const [first, end] = [Math.min(from, this.length), Math.min(to, this.length)];
    const sum = (totals: readonly number[] = []): number =>
      (totals[end] ?? 0) - (totals[first] ?? 0);
    if (sum(this.#observed) === 0) return undefined;
    const number = (name: string): number => sum(this.#totals.get(name));
    switch (this.#type) {
      case 'proportion':
        return { count: number('count'), hits: number('hits') };
      case 'rate':
        return { hits: number('hits'), exposure: number('exposure') };
      case 'mean':
        return {
          count: number('count'),
          sum: number('sum'),
          sumOfSquares: number('sumOfSquares'),
        };
      case 'histogram':
        return { edges: this.#edges, counts: Array.from(this.#totals.values(), sum) };
      case 'categories':
        return {
          counts: Object.fromEntries(
            Array.from(this.#totals, ([label, totals]) => [label, sum(totals)]),
          ),
        };
    }
  }

  #numbersOf(sample: Sample): [string, number][] {
    if ('edges' in sample) this.#edges = sample.edges;
    return Object.entries('counts' in sample ? sample.counts : sample);
  }
}
