import { lowerRate, upperRate } from '@lastgood/triggers';

/** What of the chance is left on each side of an interval. */
const tail = 0.025;

/**
 * The exact 95 % interval of a probability, of which `hits` of `count` trials were seen (Clopper and Pearson 1934): the
 * probabilities at which as many or more, and as few or less, are seen in 2.5 % of cases.
 *
 * @param count one or more
 */
export function exactInterval(hits: number, count: number): readonly [low: number, high: number] {
  const seen = { bad: hits, count };
  return [lowerRate(seen, tail), upperRate(seen, tail)];
}
