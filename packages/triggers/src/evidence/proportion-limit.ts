import { badCount } from '../ticks/bad.ts';
import type { ProportionSample } from '../ticks/samples/proportion.ts';
import { type LimitOptions, limitPrior, type LimitState, shareIncrements } from './limit-grid.ts';
import type { Statistic } from './statistic.ts';

/**
 * A limit on the share of hits, between 0 and 1: at most 2 % errors, at least 85 % accuracy (`shareIncrements`).
 *
 * Null hypothesis: the canary's share of hits is within the limit. The baseline is not looked at, so a fault that is not
 * the canary's, such as an outage of what both depend on, counts as well.
 */
export const proportionLimit: Statistic<LimitOptions, LimitState, ProportionSample> = {
  initial: () => null,
  step({ worse, limit }, state, { canary }) {
    const acceptable = worse === 'higher' ? limit : 1 - limit;
    return { state, increments: shareIncrements(acceptable, badCount(canary, worse)) };
  },
  prior: () => limitPrior,
};
