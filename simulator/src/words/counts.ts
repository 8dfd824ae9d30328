const format = new Intl.NumberFormat('en-US');

/** `1,204`. */
export function count(value: number): string {
  return format.format(value);
}

/** `1 line`, `2,000 lines`. */
export function counted(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** A number that need not be whole, such as a mean: `12.5`, and from a hundred on without digits behind the point. */
export function amount(value: number): string {
  const tenths = Math.round(10 * value) / 10;
  // No minus before a zero.
  return Math.abs(tenths) < 100 ? (tenths || 0).toFixed(1) : count(Math.round(value));
}
