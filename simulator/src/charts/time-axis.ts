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
  { first, span: ticks }: Stretch,
  tickLength: number,
  style: DotStyle,
): Line {
  const [from, span] = [first * tickLength, ticks * tickLength];
  const step = steps.find((candidate) => (candidate / span) * width >= leastDistance) ?? span;
  let text = '';
  for (let time = Math.ceil(from / step) * step; time <= from + span; time += step) {
    const label = `${style.tick}${durationInWords(time)}`;
    const column = Math.floor(((time - from) / span) * width);
    if (column + label.length > width) break;
    text = text.padEnd(column) + label;
  }
  return [{ text: text.padEnd(width), role: 'axis' }];
}
