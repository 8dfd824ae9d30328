/** What the value axis covers; min < max. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** The smallest of 1, 2 and 5 times a power of ten that is at least `size`, which is above zero. */
export function niceStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const factor = [1, 2, 5].find((candidate) => candidate * power >= size * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Takes away what binary fractions add. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/**
 * The range widened to whole nice steps. It only moves when a value leaves it: an axis over a history that only grows
 * stays where it is for most ticks, and never shrinks.
 *
 * @param steps how many steps the range has, more or less
 */
export function niceRange({ min, max }: Range, steps: number): Range {
  const step = niceStep((max - min) / steps);
  return {
    min: tidy(Math.floor(min / step + 1e-9) * step),
    max: tidy(Math.ceil(max / step - 1e-9) * step),
  };
}

/** The values to label on an axis: multiples of the smallest nice step of which at most `most` fit, lowest first. */
export function axisValues({ min, max }: Range, most: number): number[] {
  let step = niceStep((max - min) / most / 2);
  while (Number.isFinite(step) && multiples({ min, max }, step).count > most) {
    step = niceStep(step * 1.5);
  }
  const { first, count } = multiples({ min, max }, step);
  return Array.from({ length: count }, (_, index) => tidy((first + index) * step));
}

/** The multiples of a step within the range: the first, in steps, and how many there are. */
function multiples({ min, max }: Range, step: number): { first: number; count: number } {
  const first = Math.ceil(min / step - 1e-9);
  return { first, count: Math.floor(max / step + 1e-9) - first + 1 };
}

/** Where a value lies between the bottom (0) and the top (1) of the range; values outside of it lie at its edge. */
export function positionIn({ min, max }: Range, value: number): number {
  const clamped = Math.min(Math.max(value, min), max);
  // Halves, since the difference of two large numbers can be beyond all numbers.
  return (clamped / 2 - min / 2) / (max / 2 - min / 2);
}
