import type { RateSample } from '../ticks/samples/rate.ts';
import { countIncrements, type LimitOptions, limitPrior, type LimitState } from './limit-grid.ts';
import type { Statistic } from './statistic.ts';

/**
 * A limit on hits per unit of exposure (`countIncrements`): at most two crashes in an hour.
 *
 * Null hypothesis: the canary's rate is within the limit; the baseline is not looked at. Assumption: events are Poisson
 * with an intensity that may change; it is at risk where they come in bursts.
 */
export const rateLimit: Statistic<LimitOptions, LimitState, RateSample> = {
  initial: () => null,
  step(options, state, { canary }) {
    return { state, increments: countIncrements(options, canary.hits, canary.exposure) };
  },
  prior: () => limitPrior,
};
