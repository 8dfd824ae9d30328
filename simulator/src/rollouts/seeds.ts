/** 2^32 by the golden ratio: its multiples are far from each other. */
const stride = 0x9e3779b1;

/**
 * The seed of a rollout of one of several cases. Cases that are alike, such as twins of recordings with one baseline, would
 * come to the same with the same seeds: they would count twice, and say nothing new.
 *
 * @param number of the case, 0 for the first, whose seeds are as they are
 * @param seed a whole number from 0 to 2^32 - 1
 */
export function seedOfCase(number: number, seed: number): number {
  return (seed + Math.imul(number, stride)) >>> 0;
}
