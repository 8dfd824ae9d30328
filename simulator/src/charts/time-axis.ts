import type { Stretch } from './columns.ts';
import type { DotStyle } from './dots.ts';
import { durationInWords } from './duration.ts';
import type { Line } from './span.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const steps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 3, 7, 14, 28, 91, 182, 364].map((count) => count * day),
];

/** Between the beginnings of two labels, in characters. */
const leastDistance = 10;

/**
 * Labels a stretch of the run with the time since its beginning: one line of `width` characters.
 *
 * @param tickLength in milliseconds
 */
export function timeAxis(
  width: number,
  { first, span }: Stretch,
  tickLength: number,
  style: DotStyle,
): Line {
  const axis = { width, from: first * tickLength, length: span * tickLength, style };
  const labels =
    steps
      .filter((step) => (step / axis.length) * width >= leastDistance)
      .map((step) => labelsOf(axis, step))
      .find(areTellable) ?? labelsOf(axis, Infinity);
  let text = '';
  for (const { column, label } of labels) text = text.padEnd(column) + label;
  return [{ text: text.padEnd(width), role: 'axis' }];
}

interface Label {
  readonly column: number;
  readonly label: string;
}

/** The labels at the multiples of a step, as far as they fit. Times are milliseconds. */
function labelsOf(
  { width, from, length, style }: { width: number; from: number; length: number; style: DotStyle },
  step: number,
): Label[] {
  const labels: Label[] = [];
  const start = step === Infinity ? from : Math.ceil(from / step) * step;
  for (let time = start; time <= from + length; time += step) {
    const label = `${style.tick}${durationInWords(time)}`;
    const column = Math.floor(((time - from) / length) * width);
    if (column + label.length <= width) labels.push({ column, label });
  }
  return labels;
}

/** Whether there is room between the labels, and each says something else. */
function areTellable(labels: readonly Label[]): boolean {
  return labels.every(({ column, label }, place) => {
    const next = labels[place + 1];
    return !next || (column + label.length < next.column && next.label !== label);
  });
}
