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
  ['m', 60_000],
  ['s', 1000],
] as const;

/** A duration in one unit, with two digits at least: `12m`, `1.5h`; `never` where it is infinite. */
export function about(milliseconds: number): string {
  if (milliseconds === Infinity) return 'never';
  if (milliseconds === 0) return '0s';
  const [unit, size] = units.find(([, size]) => milliseconds >= size) ?? ['ms', 1];
  const value = milliseconds / size;
  return `${value < 10 ? +value.toFixed(1) : Math.round(value)}${unit}`;
}
