/** A measured share as a percentage with three digits, or two behind the point; nothing observed is a dash. */
export function percent(share: number): string {
  if (Number.isNaN(share)) return '-';
  const digits = share < 0.1 ? 2 : share < 0.9995 ? 1 : 0;
  return `${(100 * share).toFixed(digits)} %`;
}

/** A share as a percentage with only the digits that it needs: a weight, a limit, a label of an axis. */
export function roundPercent(share: number): string {
  return `${Number((100 * share).toPrecision(6))} %`;
}
