import type { Random } from '@lastgood/simulator';

/** Standard normal (Box and Muller 1958). */
export function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log1p(-random.uniform()));
  return radius * Math.cos(2 * Math.PI * random.uniform());
}

/** How many of `count` fall to each, with probabilities that sum to 1. */
export function multinomial(
  random: Random,
  count: number,
  probabilities: readonly number[],
): number[] {
  let left = count;
  let rest = 1;
  return probabilities.map((probability, place) => {
    const last = place === probabilities.length - 1;
    const drawn = last ? left : random.binomial(left, Math.min(1, Math.max(0, probability / rest)));
    left -= drawn;
    rest -= probability;
    return drawn;
  });
}
