/** What of the chance is left on each side of an interval. */
const tail = 0.025;

/**
 * The 95 % interval of a quantile, whatever the distribution: from the value below which there would be so few others with a
 * chance of 2.5 %, to the one below which there would be so many (David and Nagaraja 2003, section 7.1). From 0 or to
 * Infinity where there are too few values to say.
 *
 * @param sorted values from 0 on, rising; some may be infinite
 * @param part between 0 and 1: .5 for the median
 */
export function quantileInterval(
  sorted: ArrayLike<number>,
  part: number,
): readonly [low: number, high: number] {
  const count = sorted.length;
  const [below, above] = [rank(count, part, tail), rank(count, part, 1 - tail) + 1];
  return [
    below < 1 ? 0 : (sorted[below - 1] ?? 0),
    above > count ? Infinity : (sorted[above - 1] ?? Infinity),
  ];
}

/**
 * Of how many values so many lie below the quantile: the largest number that fewer than that do with no more than a chance,
 * or the least that no more do with it at least.
 */
function rank(count: number, part: number, chance: number): number {
  // P(k of them below), one after the other in logarithms: the first may be too small for a number.
  let log = count * Math.log1p(-part);
  let sum = 0;
  for (let below = 0; below <= count; below += 1) {
    sum += Math.exp(log);
    if (chance < 0.5 ? sum > chance : sum >= chance) return below;
    log += Math.log((count - below) / (below + 1)) + Math.log(part) - Math.log1p(-part);
  }
  return count;
}
