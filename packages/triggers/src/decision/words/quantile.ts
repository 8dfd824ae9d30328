/** `p99`. */
export function quantileInWords(quantile: number): string {
  return `p${+(100 * quantile).toPrecision(6)}`;
}
