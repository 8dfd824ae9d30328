import type { Worse } from '../ticks/bad.ts';

/**
 * What the baseline's values or rates are multiplied by before they are compared.
 *
 * @param relative how much worse is acceptable, as a part of the baseline's; below 1 if lower is worse
 */
export function toleratedFactor(worse: Worse, relative: number): number {
  return worse === 'higher' ? 1 + relative : 1 - relative;
}
