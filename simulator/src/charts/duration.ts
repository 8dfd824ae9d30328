/** Units of time and their milliseconds, the longest first. */
export const durationUnits: readonly (readonly [name: string, milliseconds: number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
];

/** A duration in its two largest units, such as "1 d 6 h". */
export function durationInWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000) * 1000;
  const largest = durationUnits.findIndex(([, size]) => size <= seconds);
  if (largest === -1) return '0';
  let rest = seconds;
  const parts: string[] = [];
  for (const [unit, size] of durationUnits.slice(largest, largest + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.join(' ');
}
