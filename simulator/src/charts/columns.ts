import type { BadCount } from '@lastgood/triggers';

/** How ticks lie on a chart: the first tick at the left, `span` ticks over `columns` columns of dots. */
export interface TimeScale {
  readonly columns: number;
  readonly span: number;
}

/**
 * The stretch of the run that the chart shows: the smallest of the whole, a half, a quarter and an eighth of it that
 * holds all ticks so far. So there is detail from the start, and the axis changes three times in a run.
 */
export function spanFor(ticksDone: number, ticks: number): number {
  const parts = [8, 4, 2, 1].map((part) => Math.ceil(ticks / part));
  return parts.find((span) => span >= ticksDone) ?? Math.max(ticksDone, 1);
}

/** The first column that only shows what came after so many ticks. */
export function columnAfter(ticks: number, { columns, span }: TimeScale): number {
  return Math.ceil((ticks * columns) / span);
}

/** The largest value of each column's ticks; NaN where no tick of it has one. */
export function columnMaxima(values: readonly (number | undefined)[], scale: TimeScale): number[] {
  return mapColumns(scale, values.length, (from, to) => {
    const finite = values.slice(from, to).filter((value) => Number.isFinite(value));
    return finite.length === 0 ? NaN : Math.max(...finite.map(Number));
  });
}

/** A moving window over ticks. */
export interface MovingWindow {
  /** Ticks that are summed up, or all ticks of the column if they are more. */
  readonly ticks: number;
  /** Ticks, 0 for the first, at which the window begins anew. */
  readonly restarts: readonly number[];
}

/** A window that is emptier than this says too little yet. */
const leastFilled = 1 / 4;

/**
 * The share of bad outcomes at each column, from sums over a window that ends with it; NaN where nothing was observed,
 * and where the window has only just begun.
 */
export function columnShares(
  counts: readonly BadCount[],
  window: MovingWindow,
  scale: TimeScale,
): number[] {
  return mapColumns(scale, counts.length, (from, to) => {
    const begin = beginOf(window, from, to);
    return to - begin < window.ticks * leastFilled ? NaN : share(sum(counts.slice(begin, to)));
  });
}

/** The sum over the window that ends with the last tick. */
export function latestSum(counts: readonly BadCount[], window: MovingWindow): BadCount {
  return sum(counts.slice(beginOf(window, counts.length, counts.length)));
}

/** The first tick of the window that ends before tick `to` and holds the ticks since `from`, restarts aside. */
function beginOf({ ticks, restarts }: MovingWindow, from: number, to: number): number {
  return Math.max(Math.min(from, to - ticks), 0, ...restarts.filter((tick) => tick < to));
}

function sum(counts: readonly BadCount[]): BadCount {
  let [count, bad] = [0, 0];
  for (const each of counts) {
    count += each.count;
    bad += each.bad;
  }
  return { count, bad };
}

/** The share of bad outcomes; NaN where nothing was observed. */
export function share({ count, bad }: BadCount): number {
  return count === 0 ? NaN : bad / count;
}

/** Calls back with the ticks `from` to `to` (excluded) of each column; NaN for columns that are still to come. */
function mapColumns(
  { columns, span }: TimeScale,
  done: number,
  value: (from: number, to: number) => number,
): number[] {
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * span) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * span) / columns));
    return from < done ? value(from, Math.min(to, done)) : NaN;
  });
}
