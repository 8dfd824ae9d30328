import type { BadCount, Worse } from '../ticks/bad.ts';
import type { RateSample } from '../ticks/samples/rate.ts';
import type { Pair } from '../ticks/tick.ts';
import { upperBetaOdds } from './beta.ts';
import { isRare, type ProportionOptions } from './proportion.ts';
import { lowerRate, upperRate } from './rate-bounds.ts';
import { perExposure, type RateOptions } from './rate.ts';

/**
 * How much worse the canary's group is by itself, for users who stay with a version: the same people stay with the canary, and
 * people differ. Both groups were served the baseline for a while; from their outcomes then follows an upper bound on how many
 * times the baseline's group's bad rate the canary's group has. With the tolerance that is made of it
 * (`calibratedProportion`), a healthy version is within tolerance whoever its users are.
 *
 * The bound is wrong with a probability of at most `level`. Where bad outcomes are rare it is Clopper and Pearson's on the
 * canary's part of them, given how many there were: with u such that P(B > u) = level, B from the beta distribution with
 * parameters x_c + 1 and x_b, it is u / (1 - u) n_b / n_c. Where they are common it is the upper bound on the canary's rate
 * over the lower one on the baseline's, at half the level each.
 *
 * Assumption: the groups stay as they were, and the outcomes of a group do not depend on each other but through who is in it.
 *
 * Reference: Clopper and Pearson, the use of confidence or fiducial limits (1934).
 *
 * @param groups the outcomes of the groups that the canary and the baseline will have, while both were served the baseline
 * @param level above 0, up to 0.5
 * @param expected the baseline's usual bad rate, if known: it tells whether bad outcomes are rare, else the baseline's group
 *   does
 * @returns a factor on the acceptable ratio, above zero; Infinity where the baseline's group had no bad outcome, and where
 *   rare ones would have to be told from no outcome of the canary's group
 */
export function proportionFactor(groups: Pair<BadCount>, level: number, expected?: number): number {
  const { canary, baseline } = groups;
  return isRare(expected ?? baseline.bad / baseline.count)
    ? rareFactor(groups, level)
    : upperRate(canary, level / 2) / lowerRate(baseline, level / 2);
}

/**
 * The same for rates, of which the hits are what is rare. Where lower is worse it is how many times the canary's group's rate
 * the baseline's group has.
 */
export function rateFactor(groups: Pair<RateSample>, level: number, worse: Worse): number {
  const canary = perExposure(groups.canary);
  const baseline = perExposure(groups.baseline);
  return worse === 'higher'
    ? rareFactor({ canary, baseline }, level)
    : rareFactor({ canary: baseline, baseline: canary }, level);
}

function rareFactor({ canary, baseline }: Pair<BadCount>, level: number): number {
  if (baseline.bad === 0) return Infinity;
  return (upperBetaOdds(level, canary.bad + 1, baseline.bad) * baseline.count) / canary.count;
}

/**
 * The tolerance to test with, for a canary whose group is worse by a factor than the baseline's.
 *
 * @returns undefined where the factor is infinite: then nothing can be compared
 */
export function calibratedProportion(
  { relative, absolute }: ProportionOptions['tolerance'],
  factor: number,
): ProportionOptions['tolerance'] | undefined {
  return factor === Infinity ? undefined : { relative: (1 + relative) * factor - 1, absolute };
}

/** The same for rates; where lower is worse, 1 - relative is divided by the factor. */
export function calibratedRate(
  { relative }: RateOptions['tolerance'],
  factor: number,
  worse: Worse,
): RateOptions['tolerance'] | undefined {
  if (factor === Infinity) return undefined;
  return {
    relative: worse === 'higher' ? (1 + relative) * factor - 1 : 1 - (1 - relative) / factor,
  };
}
