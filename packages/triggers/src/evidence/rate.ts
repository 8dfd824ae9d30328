import type { BadCount, Worse } from '../ticks/bad.ts';
import type { RateSample } from '../ticks/samples/rate.ts';
import { poissonIncrements } from './poisson-grid.ts';
import { proportion } from './proportion.ts';
import type { Statistic } from './statistic.ts';
import { toleratedFactor } from './tolerance.ts';

export interface RateOptions {
  readonly worse: Worse;
  /** Acceptable: so much more than the baseline's rate, or so much less, as a part of it; below 1 if lower is worse. */
  readonly tolerance: { readonly relative: number };
}

/** Nothing of the past is needed. */
export type RateState = null;

/**
 * Events over an exposure, such as crashes per hour of service: the conditional Poisson grid of `poissonIncrements`, with
 * the exposures in the place of the sizes.
 *
 * Null hypothesis: rate_c <= (1 + relative) rate_b; where lower is worse, rate_c >= (1 - relative) rate_b, which is the
 * same with the arms exchanged: rate_b <= rate_c / (1 - relative).
 *
 * Assumption: given the exposures, the events of both arms are Poisson with an intensity that may change at any time, for
 * both at once. It is at risk where events come in bursts, such as one crash that fails a hundred jobs: count the crash.
 *
 * Units: hits are a number of events; the exposure's unit cancels. An arm without exposure gives increments of zero.
 */
export const rate: Statistic<RateOptions, RateState, RateSample> = {
  initial: () => null,
  step({ worse, tolerance }, state, { canary, baseline }) {
    const counts = { canary: perExposure(canary), baseline: perExposure(baseline) };
    const factor = toleratedFactor(worse, tolerance.relative);
    const increments =
      worse === 'higher'
        ? poissonIncrements(factor, counts)
        : poissonIncrements(1 / factor, { canary: counts.baseline, baseline: counts.canary });
    return { state, increments };
  },
  prior: ({ tolerance: { relative } }) =>
    proportion.prior({ tolerance: { relative, absolute: 0 } }, { kind: 'rare' }),
};

function perExposure({ hits, exposure }: RateSample): BadCount {
  return { bad: hits, count: exposure };
}
