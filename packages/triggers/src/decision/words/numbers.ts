const format = new Intl.NumberFormat('en-US');

/** `7,220`. */
export function countInWords(count: number): string {
  return format.format(count);
}

/** A value in its unit, with four digits. */
export function valueInWords(value: number, unit?: string): string {
  const number = Number.isFinite(value) ? String(+value.toPrecision(4)) : 'no value';
  return unit === undefined || !Number.isFinite(value) ? number : `${number} ${unit}`;
}

/** A part of something, with four digits: `10 %`. */
export function partInWords(part: number): string {
  return `${+(100 * part).toPrecision(4)} %`;
}

/** A share of outcomes: `3.00 % (6 of 200)`. */
export function shareInWords(count: number, all: number): string {
  const rate = all === 0 ? 'no outcome' : `${((100 * count) / all).toFixed(2)} %`;
  return `${rate} (${countInWords(count)} of ${countInWords(all)})`;
}

/** A difference of shares: `1 percentage point`. */
export function pointsInWords(difference: number): string {
  const number = +(100 * difference).toPrecision(4);
  return `${number} percentage ${number === 1 ? 'point' : 'points'}`;
}

const unitsOfTime = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const;

/** A duration as a policy would have it, exactly: `90m`. */
export function durationInWords(milliseconds: number): string {
  const [unit, size] = unitsOfTime.find(
    ([, size]) => milliseconds >= size && milliseconds % size === 0,
  ) ?? ['ms', 1];
  return `${milliseconds / size}${unit}`;
}
