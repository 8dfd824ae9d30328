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
 * Labels a stretch of time that begins at zero: one line of `width` characters.
 *
 * @param span what the width stands for, in milliseconds
 */
export function timeAxis(width: number, span: number, style: DotStyle): Line {
  const step = steps.find((candidate) => (candidate / span) * width >= leastDistance) ?? span;
  let text = '';
  for (let time = 0; time <= span; time += step) {
    const label = `${style.tick}${durationInWords(time)}`;
    const column = Math.floor((time / span) * width);
    if (column + label.length > width) break;
    text = text.padEnd(column) + label;
  }
  return [{ text: text.padEnd(width), role: 'axis' }];
}
