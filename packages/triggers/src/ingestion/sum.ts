import type { Guardrail, HistogramGuardrail, MeanGuardrail } from '../policy/model.ts';
import { binOf } from '../ticks/samples/edges.ts';
import { addSamples, isOf, noSample, type Sample } from '../ticks/samples/sample.ts';
import { readSample } from './samples.ts';

/** The outcomes of one version in one tick by one metric, growing in place. */
export interface Sum {
  /** Adds what one outcome says; `impossibleValue` has nothing against it. */
  observe(value: unknown): void;
  /** What it comes to; undefined if nothing was observed. */
  sample(): Sample | undefined;
}

/** @param from what it has come to so far */
export function sumOf(guardrail: Guardrail, from?: Sample): Sum {
  switch (guardrail.type) {
    case 'proportion':
      return new ProportionSum(from);
    case 'rate':
      return new RateSum(guardrail, from);
    case 'mean':
      return new MeanSum(guardrail, from);
    case 'histogram':
      return new HistogramSum(guardrail, from);
    case 'categories':
      return new CategoriesSum(from);
  }
}

class ProportionSum implements Sum {
  #count = 0;
  #hits = 0;

  constructor(from?: Sample) {
    if (!from || !isOf(from, 'proportion')) return;
    this.#count = from.count;
    this.#hits = from.hits;
  }

  observe(value: unknown): void {
    this.#count += 1;
    if (value === 1 || value === true) this.#hits += 1;
  }

  sample(): Sample | undefined {
    return this.#count === 0 ? undefined : { count: this.#count, hits: this.#hits };
  }
}

class RateSum implements Sum {
  readonly #guardrail: Guardrail;
  #sum: Sample | undefined;

  constructor(guardrail: Guardrail, from?: Sample) {
    this.#guardrail = guardrail;
    this.#sum = from;
  }

  observe(value: unknown): void {
    const sample = readSample(this.#guardrail, value);
    if (typeof sample === 'string') return;
    this.#sum = addSamples('rate', this.#sum ?? noSample('rate'), sample);
  }

  sample(): Sample | undefined {
    return this.#sum;
  }
}

class MeanSum implements Sum {
  readonly #low: number;
  readonly #high: number;
  #count = 0;
  #sum = 0;
  #sumOfSquares = 0;

  constructor({ range: [low, high] = [-Infinity, Infinity] }: MeanGuardrail, from?: Sample) {
    this.#low = low;
    this.#high = high;
    if (!from || !isOf(from, 'mean')) return;
    this.#count = from.count;
    this.#sum = from.sum;
    this.#sumOfSquares = from.sumOfSquares;
  }

  observe(value: unknown): void {
    const clipped = Math.min(this.#high, Math.max(this.#low, Number(value)));
    this.#count += 1;
    this.#sum += clipped;
    this.#sumOfSquares += clipped ** 2;
  }

  sample(): Sample | undefined {
    if (this.#count === 0) return undefined;
    return { count: this.#count, sum: this.#sum, sumOfSquares: this.#sumOfSquares };
  }
}

class HistogramSum implements Sum {
  readonly #edges: readonly number[];
  readonly #counts: number[];
  #observed = false;

  constructor({ edges }: HistogramGuardrail, from?: Sample) {
    this.#edges = edges;
    this.#counts = [0, ...edges.map(() => 0)];
    if (!from || !isOf(from, 'histogram')) return;
    this.#observed = true;
    this.#counts = [...from.counts];
  }

  observe(value: unknown): void {
    const bin = binOf(this.#edges, Number(value));
    this.#counts[bin] = (this.#counts[bin] ?? 0) + 1;
    this.#observed = true;
  }

  sample(): Sample | undefined {
    return this.#observed ? { edges: this.#edges, counts: [...this.#counts] } : undefined;
  }
}

class CategoriesSum implements Sum {
  readonly #counts: Map<string, number>;

  constructor(from?: Sample) {
    const labels = from && isOf(from, 'categories') ? from.counts : {};
    this.#counts = new Map(Object.entries(labels));
  }

  observe(value: unknown): void {
    const label = String(value);
    this.#counts.set(label, (this.#counts.get(label) ?? 0) + 1);
  }

  sample(): Sample | undefined {
    return this.#counts.size === 0 ? undefined : { counts: Object.fromEntries(this.#counts) };
  }
}
