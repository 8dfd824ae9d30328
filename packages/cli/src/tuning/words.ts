import { about, count, type Measured } from '@lastgood/simulator';

/** A share in thousandths, with its interval: `2.5 (0 - 9.2)`. */
export function perThousand({ value, low, high }: Measured): string {
  return `${round(1000 * value)} (${round(1000 * low)} - ${round(1000 * high)})`;
}

/** `12.5 %`. */
export function percent(share: number): string {
  return `${round(100 * share)} %`;
}

/** How many on average, with the interval: `812 (760 - 864)`. */
export function mean({ value, low, high }: Measured): string {
  return `${amount(value)} (${amount(low)} - ${amount(high)})`;
}

/** How many, on average: `1.8`. */
export function amount(value: number): string {
  return Math.abs(value) < 100 ? String(round(value)) : count(Math.round(value));
}

/** A duration with its interval: `20m (18m - 25m)`. */
export function duration(value: number, [low, high]: readonly [number, number]): string {
  return low === Infinity ? 'never' : `${about(value)} (${about(low)} - ${about(high)})`;
}

/** Two digits, or all before the point. */
function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : +value.toPrecision(2);
}

/** What is to be added to a progress. */
export function leftInWords(timeLeft: number | undefined): string {
  return timeLeft === undefined ? '' : `, about ${about(Math.max(timeLeft, 1000))} left`;
}
