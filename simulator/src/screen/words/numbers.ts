/** A measured share as a percentage, with two digits behind the point below 10 %; nothing observed is a dash. */
export function percent(share: number): string {
  return Number.isNaN(share) ? '-' : `${(100 * share).toFixed(share < 0.1 ? 2 : 1)} %`;
}

/** A share as a percentage with only the digits that it needs: a weight, a label of an axis. */
export function roundPercent(share: number): string {
  return `${Number((100 * share).toPrecision(6))} %`;
}

/** Evidence with two digits behind the point; none yet is a dash. */
export function evidence(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '-' : value.toFixed(2);
}
