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
