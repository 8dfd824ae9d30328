const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const;

/** A duration in one unit, with two digits at least: `12m`, `1.5h`. */
function about(milliseconds: number): string {
  if (milliseconds === 0) return '0s';
  const [unit, size] = units.find(([, size]) => milliseconds >= size) ?? ['ms', 1];
  const value = milliseconds / size;
  return `${value < 10 ? +value.toFixed(1) : Math.round(value)}${unit}`;
}

/** What is to be added to a progress. */
export function leftInWords(timeLeft: number | undefined): string {
  return timeLeft === undefined ? '' : `, about ${about(Math.max(timeLeft, 1000))} left`;
}
