const formatted = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A number of requests or ticks. */
export function whole(value: number): string {
  return formatted.format(value);
}

export function percent(share: number): string {
  return `${+(100 * share).toPrecision(3)} %`;
}

/** A share that may be small, such as that of false rollbacks. */
export function share(value: number): string {
  return value.toFixed(4);
}

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const;

/** A duration in one unit, with three digits at most; `never` where it is infinite. */
export function duration(milliseconds: number): string {
  if (milliseconds === Infinity) return 'never';
  const [unit, size] = units.find(([, size]) => milliseconds >= size) ?? ['s', 1000];
  return `${+(milliseconds / size).toPrecision(3)} ${unit}`;
}
