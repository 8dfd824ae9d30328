import type { BadCount } from '../ticks/bad.ts';
import { upperBetaOdds } from './beta.ts';

/**
 * Clopper and Pearson's (1934) upper bound on the rate of bad outcomes: the true rate is above it with no more than this
 * chance.
 *
 * @param count one or more
 * @param level the chance, above 0 and up to 0.5
 */
export function upperRate({ count, bad }: BadCount, level: number): number {
  return 1 / (1 + 1 / upperBetaOdds(level, bad + 1, count - bad));
}

/** Their lower bound: what is left of the upper one on the rate of good outcomes. */
export function lowerRate({ count, bad }: BadCount, level: number): number {
  return 1 / (1 + upperBetaOdds(level, count - bad + 1, bad));
}
