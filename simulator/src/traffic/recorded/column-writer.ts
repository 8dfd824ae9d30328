import { binOf, Labels, type Guardrail, type RateSample } from '@lastgood/triggers';

import type { Column } from './column.ts';

/** Numbers for the labels of one metric, as many as the engine tells apart. */
export class LabelNumbers {
  readonly #labels = new Labels();
  readonly #numbers = new Map<string, number>();

  numberOf(observed: unknown): number {
    const label = this.#labels.counted(observed);
    const known = this.#numbers.get(label);
    if (known !== undefined) return known;
    this.#numbers.set(label, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  /** Each label in the place of its number. */
  list(): string[] {
    return [...this.#numbers.keys()];
  }
}

/** Writes a column, in the order in which the lines come. */
export class ColumnWriter {
  readonly #guardrail: Guardrail;
  readonly #labels: LabelNumbers;
  readonly #numbers: number[] = [];
  readonly #exposures: number[] = [];

  /** @param labels those of the metric, whichever version they come from */
  constructor(guardrail: Guardrail, labels: LabelNumbers) {
    this.#guardrail = guardrail;
    this.#labels = labels;
  }

  /** @param value one that is possible for the metric; undefined: not observed */
  add(value: unknown): void {
    this.#numbers.push(value === undefined ? NaN : this.#numberOf(value));
    if (this.#guardrail.type !== 'rate') return;
    this.#exposures.push(value === undefined ? NaN : rateIn(value).exposure);
  }

  #numberOf(value: unknown): number {
    const guardrail = this.#guardrail;
    switch (guardrail.type) {
      case 'proportion':
        return value === 1 || value === true ? 1 : 0;
      case 'rate':
        return rateIn(value).hits;
      case 'mean': {
        const [low, high] = guardrail.range ?? [-Infinity, Infinity];
        return Math.min(high, Math.max(low, Number(value)));
      }
      case 'histogram':
        return binOf(guardrail.edges, Number(value));
      case 'categories':
        return this.#labels.numberOf(value);
    }
  }

  /** @param order the place of each request among those that were added, as they are to follow one another */
  column(order: Uint32Array): Column {
    const ordered = (numbers: readonly number[]): Float64Array =>
      Float64Array.from(order, (place) => numbers[place] ?? NaN);
    return {
      guardrail: this.#guardrail,
      numbers: ordered(this.#numbers),
      ...(this.#guardrail.type === 'rate' && { exposures: ordered(this.#exposures) }),
      labels: this.#labels.list(),
    };
  }
}

function rateIn(value: unknown): RateSample {
  // Whoever read the line has refused all else.
  return value as RateSample;
}
