import {
  type CategoriesSample,
  type Guardrail,
  type MeanSample,
  type ProportionSample,
  type RateSample,
  type Sample,
} from '@lastgood/triggers';

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

/**
 * What some requests come to, as the engine's ingestion sums them; undefined if nothing was observed.
 *
 * @param rows the places of the requests, in their order
 * @param length how many of the rows there are; what follows is of no meaning
 */
export function sampleIn(column: Column, rows: Uint32Array, length: number): Sample | undefined {
  const { guardrail } = column;
  switch (guardrail.type) {
    case 'proportion':
      return proportionIn(column, rows, length);
    case 'rate':
      return rateOf(column, rows, length);
    case 'mean':
      return meanIn(column, rows, length);
    case 'histogram': {
      const counts = tally(column, guardrail.edges.length + 1, rows, length);
      return counts && { edges: guardrail.edges, counts };
    }
    case 'categories': {
      const counts = tally(column, column.labels.length, rows, length);
      return counts && labelled(column.labels, counts);
    }
  }
}

/** What all requests come to. */
export function totalIn(column: Column): Sample | undefined {
  const { length } = column.numbers;
  return sampleIn(
    column,
    Uint32Array.from({ length }, (_, row) => row),
    length,
  );
}

function proportionIn(
  { numbers }: Column,
  rows: Uint32Array,
  length: number,
): ProportionSample | undefined {
  let count = 0;
  let hits = 0;
  for (let at = 0; at < length; at += 1) {
    const number = numbers[rows[at] ?? 0] ?? NaN;
    if (Number.isNaN(number)) continue;
    count += 1;
    hits += number;
  }
  return count === 0 ? undefined : { count, hits };
}

function rateOf(
  { numbers, exposures }: Column,
  rows: Uint32Array,
  length: number,
): RateSample | undefined {
  let observed = false;
  let hits = 0;
  let exposure = 0;
  for (let at = 0; at < length; at += 1) {
    const row = rows[at] ?? 0;
    const number = numbers[row] ?? NaN;
    if (Number.isNaN(number)) continue;
    observed = true;
    hits += number;
    exposure += exposures?.[row] ?? 0;
  }
  return observed ? { hits, exposure } : undefined;
}

function meanIn({ numbers }: Column, rows: Uint32Array, length: number): MeanSample | undefined {
  let count = 0;
  let sum = 0;
  let sumOfSquares = 0;
  for (let at = 0; at < length; at += 1) {
    const number = numbers[rows[at] ?? 0] ?? NaN;
    if (Number.isNaN(number)) continue;
    count += 1;
    sum += number;
    sumOfSquares += number * number;
  }
  return count === 0 ? undefined : { count, sum, sumOfSquares };
}

/** How often each whole number is there; undefined if none is. */
function tally(
  { numbers }: Column,
  most: number,
  rows: Uint32Array,
  length: number,
): number[] | undefined {
  const counts: number[] = [];
  for (let place = 0; place < most; place += 1) counts.push(0);
  let observed = false;
  for (let at = 0; at < length; at += 1) {
    const number = numbers[rows[at] ?? 0] ?? NaN;
    if (Number.isNaN(number)) continue;
    observed = true;
    counts[number] = (counts[number] ?? 0) + 1;
  }
  return observed ? counts : undefined;
}

/** Labels that were not come across are absent. */
function labelled(labels: readonly string[], counts: readonly number[]): CategoriesSample {
  const there: [string, number][] = [];
  for (const [place, label] of labels.entries()) {
    const count = counts[place] ?? 0;
    if (count > 0) there.push([label, count]);
  }
  return { counts: Object.fromEntries(there) };
}
