import type { Pair } from '../ticks/tick.ts';
import type { Worse } from '../ticks/bad.ts';
import { addPairs, mean, noMoments, sampleVariance, type Moments } from './arithmetic/moments.ts';
import { normalQuantile } from './arithmetic/normal.ts';
import { shown } from './condition.ts';
import type { Rule } from './rule.ts';

export interface StatsigOptions {
  readonly worse: Worse;
  /** The chance of a false alarm on either side. */
  readonly alpha?: number;
}

/**
 * The sequential test of Statsig: a mixture sequential probability ratio test for the difference of the means, with
 * V = s_c^2 / N_c + s_b^2 / N_b and Z the two-sided normal quantile. It rolls back when the canary is worse by more than
 * Z* standard errors:
 *
 *     Z* = sqrt( (V + tau) / tau (-2 ln(alpha / 2) - ln(V / (V + tau))) ),  tau = Z^2 (s_c^2 + s_b^2) / (N_c + N_b)
 *
 * The mixing variance tau shrinks as outcomes come in, so Ville's inequality does not cover it: the false alarms were
 * only measured. It pools all ticks, so a weight that changes while the common rate drifts makes it fire.
 *
 * Source: the documentation of Statsig; Zhao et al., safely and quickly deploying new features with a staged rollout
 * framework using sequential test and adaptive experimental design (2018).
 */
export const statsig: Rule<StatsigOptions, Pair<Moments>> = {
  name: 'statsig',
  initial: () => noMoments,
  step({ worse, alpha = 0.05 }, before, tick) {
    const state = addPairs(before, tick);
    const { canary, baseline } = state;
    if (canary.count === 0 || baseline.count === 0) return { state };
    const difference = mean(canary) - mean(baseline);
    const worsening = worse === 'higher' ? difference : -difference;
    const error = Math.sqrt(varianceOfDifference(state));
    // A canary that is not worse is the usual one, and needs no critical value.
    if (worsening <= 0 || error === 0) return { state };
    const critical = criticalValue(state, alpha);
    if (worsening <= critical * error) return { state };
    const reason = `the canary is worse by ${shown(worsening)} > ${shown(critical * error)} (${shown(critical)} standard errors, mSPRT)`;
    return { state, decision: { action: 'rollback', reason } };
  },
};

function varianceOfDifference({ canary, baseline }: Pair<Moments>): number {
  return sampleVariance(canary) / canary.count + sampleVariance(baseline) / baseline.count;
}

/** Z*: how many standard errors the difference of the means may reach; at least one arm must have a variance. */
export function criticalValue(totals: Pair<Moments>, alpha: number): number {
  const { canary, baseline } = totals;
  const variance = varianceOfDifference(totals);
  const mixing =
    (normalQuantile(alpha / 2) ** 2 * (sampleVariance(canary) + sampleVariance(baseline))) /
    (canary.count + baseline.count);
  const spread = variance + mixing;
  return Math.sqrt((spread / mixing) * (-2 * Math.log(alpha / 2) - Math.log(variance / spread)));
}
