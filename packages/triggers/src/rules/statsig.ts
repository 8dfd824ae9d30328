import type { Pair } from '../ticks/tick.ts';
import type { Worse } from '../ticks/bad.ts';
import { estimateOf, type Estimate } from './arithmetic/estimate.ts';
import { addPairs, noMoments, type Compared, type Moments } from './arithmetic/moments.ts';
import { normalQuantile } from './arithmetic/normal.ts';
import { shown } from './condition.ts';
import type { Rule } from './rule.ts';

export interface StatsigOptions {
  readonly worse: Worse;
  /** Means by default. */
  readonly compared?: Compared;
  /** The chance of a false alarm on either side. */
  readonly alpha?: number;
}

/**
 * The sequential test of Statsig: a mixture sequential probability ratio test for the difference of the means, or the
 * rates (`estimateOf`), with V = s_c^2 / N_c + s_b^2 / N_b and Z the two-sided normal quantile. It rolls back when the
 * canary is worse by more than Z* standard errors:
 *
 *     Z* = sqrt( (V + tau) / tau (-2 ln(alpha / 2) - ln(V / (V + tau))) ),  tau = Z^2 (s_c^2 + s_b^2) / (N_c + N_b)
 *
 * The mixing variance tau shrinks as outcomes come in, so Ville's inequality does not cover it: the false alarms were
 * only measured. It pools all ticks, so a weight that changes while the common rate drifts makes it fire. For percentiles the
 * original has an interval from order statistics, and no sequential test.
 *
 * Source: the documentation of Statsig; Zhao et al., safely and quickly deploying new features with a staged rollout
 * framework using sequential test and adaptive experimental design (2018).
 */
export const statsig: Rule<StatsigOptions, Pair<Moments>> = {
  name: 'statsig',
  initial: () => noMoments,
  step({ worse, compared = 'mean', alpha = 0.05 }, before, tick) {
    const state = addPairs(before, tick);
    if (state.canary.count === 0 || state.baseline.count === 0) return { state };
    const canary = estimateOf(compared, state.canary);
    const baseline = estimateOf(compared, state.baseline);
    const difference = canary.value - baseline.value;
    const worsening = worse === 'higher' ? difference : -difference;
    const error = Math.sqrt(canary.variance + baseline.variance);
    // A canary that is not worse is the usual one, and needs no critical value.
    if (worsening <= 0 || error === 0) return { state };
    const critical = criticalValue({ canary, baseline }, alpha);
    if (!(worsening > critical * error)) return { state };
    const reason = `the canary is worse by ${shown(worsening)} > ${shown(critical * error)} (${shown(critical)} standard errors, mSPRT)`;
    return { state, decision: { action: 'rollback', reason } };
  },
};

/** Z*: how many standard errors the difference may reach; at least one arm must have a variance. */
export function criticalValue({ canary, baseline }: Pair<Estimate>, alpha: number): number {
  const variance = canary.variance + baseline.variance;
  const mixing =
    (normalQuantile(alpha / 2) ** 2 *
      (canary.variance * canary.size + baseline.variance * baseline.size)) /
    (canary.size + baseline.size);
  const spread = variance + mixing;
  return Math.sqrt((spread / mixing) * (-2 * Math.log(alpha / 2) - Math.log(variance / spread)));
}
