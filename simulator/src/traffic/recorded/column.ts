import { binOf, Labels, type Guardrail, type RateSample, type Sample } from '@lastgood/triggers';

/** The values of one metric of one version, a number for each request; NaN: not observed. */
export interface Column {
  readonly guardrail: Guardrail;
  /** 0 or 1, events, a value within its range, the place of a bin, or that of a label in `labels`. */
  readonly numbers: Float64Array;
  /** Of a rate, by request. */
  readonly exposures?: Float64Array;
  /** Of categories. */
  readonly labels: readonly string[];
}

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

/**
 * What the requests of one arm come to, as the engine's ingestion sums them; undefined if nothing was observed.
 *
 * @param from the first request
 * @param to the one after the last
 * @param arms who serves each request
 */
export function sampleIn(
  column: Column,
  from: number,
  to: number,
  arms: Uint8Array,
  arm: number,
): Sample | undefined {
  const { guardrail, numbers } = column;
  let count = 0;
  let sum = 0;
  switch (guardrail.type) {
    case 'proportion':
      for (let at = from; at < to; at += 1) {
        const number = numbers[at] ?? NaN;
        if (arms[at] !== arm || Number.isNaN(number)) continue;
        count += 1;
        sum += number;
      }
      return count === 0 ? undefined : { count, hits: sum };
    case 'rate': {
      let exposure = 0;
      for (let at = from; at < to; at += 1) {
        const number = numbers[at] ?? NaN;
        if (arms[at] !== arm || Number.isNaN(number)) continue;
        count += 1;
        sum += number;
        exposure += column.exposures?.[at] ?? 0;
      }
      return count === 0 ? undefined : { hits: sum, exposure };
    }
    case 'mean': {
      let sumOfSquares = 0;
      for (let at = from; at < to; at += 1) {
        const number = numbers[at] ?? NaN;
        if (arms[at] !== arm || Number.isNaN(number)) continue;
        count += 1;
        sum += number;
        sumOfSquares += number ** 2;
      }
      return count === 0 ? undefined : { count, sum, sumOfSquares };
    }
    case 'histogram': {
      const counts = tally(column, guardrail.edges.length + 1, from, to, arms, arm);
      return counts && { edges: guardrail.edges, counts };
    }
    case 'categories': {
      const counts = tally(column, column.labels.length, from, to, arms, arm);
      if (!counts) return undefined;
      const labels = column.labels.flatMap((label, place): [string, number][] => {
        const count = counts[place] ?? 0;
        return count > 0 ? [[label, count]] : [];
      });
      return { counts: Object.fromEntries(labels) };
    }
  }
}

/** How often each whole number is there; undefined if none is. */
function tally(
  { numbers }: Column,
  length: number,
  from: number,
  to: number,
  arms: Uint8Array,
  arm: number,
): number[] | undefined {
  let counts: number[] | undefined;
  for (let at = from; at < to; at += 1) {
    const number = numbers[at] ?? NaN;
    if (arms[at] !== arm || Number.isNaN(number)) continue;
    counts ??= Array.from({ length }, () => 0);
    counts[number] = (counts[number] ?? 0) + 1;
  }
  return counts;
}
