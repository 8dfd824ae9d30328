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
