import type { BadCount, Worse } from '../ticks/bad.ts';
import type { RateSample } from '../ticks/samples/rate.ts';
import type { Pair } from '../ticks/tick.ts';
import { poissonIncrements, poissonSoundness } from './poisson-grid.ts';
import { proportionPrior } from './proportion.ts';
import type { Statistic } from './statistic.ts';
import { toleratedFactor } from './tolerance.ts';

export interface RateOptions {
  readonly worse: Worse;
  /** Acceptable: so much more than the baseline's rate, or so much less, as a part of it; below 1 if lower is worse. */
  readonly tolerance: { readonly relative: number };
  /** Clearly worse: beyond what is acceptable by so large a part of it or more; below 1 if lower is worse. */
  readonly harm: { readonly relative: number };
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
 * Clearly worse is rate_c >= (1 + harm) (1 + relative) rate_b, or rate_c <= (1 - harm) (1 - relative) rate_b.
 *
 * Assumption: given the exposures, the events of both arms are Poisson with an intensity that may change at any time, for
 * both at once. It is at risk where events come in bursts, such as one crash that fails a hundred jobs: count the crash.
 *
 * Units: hits are a number of events; the exposure's unit cancels. An arm without exposure gives increments of zero.
 */
export const rate: Statistic<RateOptions, RateState, RateSample> = {
  initial: () => null,
  step(options, state, block) {
    const { ratio, counts } = inBad(options, block);
    return { state, increments: poissonIncrements(ratio, counts) };
  },
  prior: () => proportionPrior,
  soundness(options, _, block) {
    const { ratio, counts } = inBad(options, block);
    const harmful = toleratedFactor(options.worse, options.harm.relative);
    const harm = (options.worse === 'higher' ? harmful : 1 / harmful) - 1;
    return poissonSoundness(ratio, harm, counts);
  },
};

/** The acceptable ratio, and the arms as they stand in it: exchanged where lower is worse. */
function inBad(
  { worse, tolerance }: RateOptions,
  { canary, baseline }: Pair<RateSample>,
): { readonly ratio: number; readonly counts: Pair<BadCount> } {
  const factor = toleratedFactor(worse, tolerance.relative);
  return worse === 'higher'
    ? { ratio: factor, counts: { canary: perExposure(canary), baseline: perExposure(baseline) } }
    : {
        ratio: 1 / factor,
        counts: { canary: perExposure(baseline), baseline: perExposure(canary) },
      };
}

/** The exposure as the number of outcomes, and the hits as the bad ones. */
export function perExposure({ hits, exposure }: RateSample): BadCount {
  return { bad: hits, count: exposure };
}
