const mostDigits = 6;

/** By how many digits are behind the point. To make one takes long. */
const formats = Array.from(
  { length: mostDigits + 1 },
  (_, digits) =>
    new Intl.NumberFormat('en-US', {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }),
);

/** A measured number with four digits or a few more; nothing observed is a dash. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '-';
  const size = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  return formats[Math.min(mostDigits, Math.max(0, 3 - size))]?.format(value) ?? String(value);
}

/** A number with only the digits that it needs: a limit, a label of an axis. */
export function roundNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** Evidence with two digits behind the point; none yet is a dash. */
export function evidence(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '-' : value.toFixed(2);
}
