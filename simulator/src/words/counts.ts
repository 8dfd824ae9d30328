const format = new Intl.NumberFormat('en-US');

/** `1,204`. */
export function count(value: number): string {
  return format.format(value);
}

/** `1 line`, `2,000 lines`. */
export function counted(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
}
