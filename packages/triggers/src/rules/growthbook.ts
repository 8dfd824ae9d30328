import type { Pair } from '../ticks/tick.ts';
import type { Worse } from '../ticks/bad.ts';
import { estimateOf, type Estimate } from './arithmetic/estimate.ts';
import { addPairs, noMoments, type Compared, type Moments } from './arithmetic/moments.ts';
import { shown } from './condition.ts';
import type { Rule } from './rule.ts';

export interface GrowthBookOptions {
  readonly worse: Worse;
  /** Means by default. */
  readonly compared?: Compared;
  /** The chance of a false alarm, below 1/2. */
  readonly alpha?: number;
  /** N*: the number of outcomes, or events, at which the bound is tightest. */
  readonly tuning?: number;
}

/**
 * The sequential test of GrowthBook: a one-sided asymptotic confidence sequence for the difference of the means, or the
 * rates (`estimateOf`), with no margin. With n outcomes in all, of rates events, and s2 = n (v_c / n_c + v_b / n_b), the
 * canary is worse by at least
 *
 *     difference - sqrt( s2 2 (n rho^2 + 1) / (n rho)^2 ln(1 + sqrt(n rho^2 + 1) / (2 alpha)) )
 *     rho^2 = (-2 ln(2 alpha) + ln(1 - 2 ln(2 alpha))) / N*
 *
 * and it rolls back when that is above zero. Like the original it says nothing while an arm has no variance, which is the
 * sample variance (for a proportion gbstats leaves out its n / (n - 1)). The risk is `alpha` for many outcomes with the
 * same distribution; it pools all ticks, so a weight that changes while the common rate drifts makes it fire. For quantiles
 * the original has no sequential test.
 *
 * Source: growthbook, `SequentialOneSidedTreatmentGreaterTTest` of gbstats; Waudby-Smith et al., time-uniform central
 * limit theory and asymptotic confidence sequences (2024).
 */
export const growthBook: Rule<GrowthBookOptions, Pair<Moments>> = {
  name: 'growthbook',
  initial: () => noMoments,
  step(options, before, tick) {
    const { worse, compared = 'mean', alpha = 0.05, tuning = 5000 } = options;
    const state = addPairs(before, tick);
    if (state.canary.count === 0 || state.baseline.count === 0) return { state };
    const canary = estimateOf(compared, state.canary);
    const baseline = estimateOf(compared, state.baseline);
    const width = halfWidth({ canary, baseline }, alpha, tuning);
    if (width === undefined) return { state };
    const difference = canary.value - baseline.value;
    const worsening = (worse === 'higher' ? difference : -difference) - width;
    if (!(worsening > 0)) return { state };
    const reason = `${shown(100 - 100 * alpha)} % sure at any time that the canary is worse by ${shown(worsening)} or more`;
    return { state, decision: { action: 'rollback', reason } };
  },
};

/** How far the bound lies from the difference; undefined while an arm has no variance. */
export function halfWidth(
  { canary, baseline }: Pair<Estimate>,
  alpha: number,
  tuning: number,
): number | undefined {
  if (canary.variance === 0 || baseline.variance === 0) return undefined;
  const n = canary.size + baseline.size;
  const logAlpha = Math.log(2 * alpha);
  const rhoSquared = (-2 * logAlpha + Math.log(1 - 2 * logAlpha)) / tuning;
  const spread = n * rhoSquared + 1;
  // s2 / n is the variance of the difference.
  return Math.sqrt(
    (((canary.variance + baseline.variance) * 2 * spread) / (n * rhoSquared)) *
      Math.log(1 + Math.sqrt(spread) / (2 * alpha)),
  );
}
