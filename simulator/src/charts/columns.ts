/** How ticks lie on a chart: `span` ticks over `columns` columns of dots, tick `first` (0 for the first) at the left. */
export interface TimeScale {
  readonly columns: number;
  readonly first: number;
  readonly span: number;
}

/** A stretch of the run, in ticks. */
export type Stretch = Pick<TimeScale, 'first' | 'span'>;

/** How much of the ticks so far a chart shows: all, or the last half or quarter. */
export const zooms = [1, 2, 4] as const;
export type Zoom = (typeof zooms)[number];

/** A stretch that shows only the latest ticks goes on by this part of itself, so that the axis rests for most ticks. */
const stride = 1 / 8;

/**
 * The stretch of the run that the charts show. Of the whole: the smallest of the whole run, a half, a quarter and an
 * eighth of it that holds all ticks so far. So there is detail from the start, and the axis changes three times in a run.
 * With a zoom, a half or a quarter of that, with the last tick in it.
 */
export function stretchOf(ticksDone: number, ticks: number, zoom: Zoom = 1): Stretch {
  const parts = [8, 4, 2, 1].map((part) => Math.ceil(ticks / part));
  const whole = parts.find((span) => span >= ticksDone) ?? Math.max(ticksDone, 1);
  const span = Math.ceil(whole / zoom);
  const step = Math.max(1, Math.floor(span * stride));
  return { first: Math.max(0, Math.ceil((ticksDone - span) / step) * step), span };
}

/** The first column that only shows what came after so many ticks; below zero for what is left of the chart. */
export function columnAfter(ticks: number, { columns, first, span }: TimeScale): number {
  return Math.ceil(((ticks - first) * columns) / span);
}

/** The largest value of each column's ticks; NaN where no tick of it has one. */
export function columnMaxima(values: readonly number[], scale: TimeScale): number[] {
  return mapColumns(scale, values.length, NaN, (from, to) => {
    let largest = NaN;
    for (let tick = from; tick < to; tick += 1) {
      const value = values[tick] ?? NaN;
      if (Number.isFinite(value) && !(value <= largest)) largest = value;
    }
    return largest;
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

/** Ticks from the first to the one before `to`, 0 for the first of the run. */
interface Interval {
  readonly from: number;
  readonly to: number;
}

/**
 * The window that ends with each column; undefined for columns that are still to come, and where the window has only just
 * begun.
 *
 * @param done how many ticks there are
 */
export function columnWindows(
  done: number,
  window: MovingWindow,
  scale: TimeScale,
): (Interval | undefined)[] {
  return mapColumns<Interval | undefined>(scale, done, undefined, (from, to) => {
    const begin = beginOf(window, from, to);
    return to - begin < window.ticks * leastFilled ? undefined : { from: begin, to };
  });
}

/** The window that ends with the last of so many ticks. */
export function latestWindow(done: number, window: MovingWindow): Interval {
  return { from: beginOf(window, done, done), to: done };
}

/** The first tick of the window that ends before tick `to` and holds the ticks since `from`, restarts aside. */
function beginOf({ ticks, restarts }: MovingWindow, from: number, to: number): number {
  return Math.max(Math.min(from, to - ticks), 0, ...restarts.filter((tick) => tick < to));
}

/** Calls back with the ticks `from` to `to` (excluded) of each column; columns that are still to come have `nothing`. */
function mapColumns<Value>(
  { columns, first, span }: TimeScale,
  done: number,
  nothing: Value,
  value: (from: number, to: number) => Value,
): Value[] {
  return Array.from({ length: columns }, (_, column) => {
    const from = first + Math.floor((column * span) / columns);
    const to = Math.max(from + 1, first + Math.floor(((column + 1) * span) / columns));
    return from < done ? value(from, Math.min(to, done)) : nothing;
  });
}
