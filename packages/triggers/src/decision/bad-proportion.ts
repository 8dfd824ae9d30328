import {
  proportion,
  type ProportionOptions,
  type ProportionState,
} from '../evidence/proportion.ts';
import type { Statistic } from '../evidence/statistic.ts';
import { badCount, type Worse } from '../ticks/bad.ts';
import type { ProportionSample } from '../ticks/samples/proportion.ts';

interface BadProportionOptions extends Pick<ProportionOptions, 'tolerance'> {
  /** With `lower`, the misses are bad. */
  readonly worse: Worse;
  /** The baseline's usual share of *hits*. */
  readonly expected?: number;
}

/** `proportion` on hits, whichever direction is worse. */
export const badProportion: Statistic<BadProportionOptions, ProportionState, ProportionSample> = {
  initial: (options) => proportion.initial(inBad(options)),
  step: (options, state, { canary, baseline }) =>
    proportion.step(inBad(options), state, {
      canary: badCount(canary, options.worse),
      baseline: badCount(baseline, options.worse),
    }),
  prior: (options, state) => proportion.prior(inBad(options), state),
};

function inBad({ worse, tolerance, expected }: BadProportionOptions): ProportionOptions {
  if (expected === undefined) return { tolerance };
  return { tolerance, expected: worse === 'higher' ? expected : 1 - expected };
}
