/**
 * The seed of a further stream, for what must not depend on what is drawn from the seed itself.
 *
 * @param seed a whole number from 0 to 2^32 - 1
 * @param number which stream, 1 for the first: each seed has other seeds for its streams than those around it
 */
export function streamOf(seed: number, number: number): number {
  return (seed ^ Math.imul(number, 0x85ebca6b)) >>> 0;
}
