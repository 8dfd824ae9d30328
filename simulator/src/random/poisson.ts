import type { Random } from './random.ts';

/** Of so many chances each has so little a part that how often one is taken is Poisson to nine digits. */
const chances = 1e9;

/** How many events happen that come by themselves, if so many are expected: from 0 to far below 10^9. */
export function poisson(random: Random, expected: number): number {
  return random.binomial(chances, expected / chances);
}
