import type { Random } from '@lastgood/simulator';

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
