import {
  proportion,
  type ProportionOptions,
  type ProportionState,
} from '../evidence/proportion.ts';
import type { Statistic } from '../evidence/statistic.ts';
import { type BadCount, badCount, type Worse } from '../ticks/bad.ts';
import type { ProportionSample } from '../ticks/samples/proportion.ts';
import type { Pair } from '../ticks/tick.ts';

interface BadProportionOptions extends Pick<ProportionOptions, 'tolerance' | 'harm'> {
  /** With `lower`, the misses are bad. */
  readonly worse: Worse;
  /** The baseline's usual share of *hits*. */
  readonly expected?: number;
}

/** `proportion` on hits, whichever direction is worse. */
export const badProportion: Statistic<BadProportionOptions, ProportionState, ProportionSample> = {
  initial: (options) => proportion.initial(inBad(options)),
  step: (options, state, block) =>
    proportion.step(inBad(options), state, badCounts(options, block)),
  prior: (options, state) => proportion.prior(inBad(options), state),
  soundness: (options, state, block) =>
    proportion.soundness(inBad(options), state, badCounts(options, block)),
};

function badCounts(
  { worse }: BadProportionOptions,
  { canary, baseline }: Pair<ProportionSample>,
): Pair<BadCount> {
  return { canary: badCount(canary, worse), baseline: badCount(baseline, worse) };
}

function inBad({ worse, tolerance, harm, expected }: BadProportionOptions): ProportionOptions {
  if (expected === undefined) return { tolerance, harm };
  return { tolerance, harm, expected: worse === 'higher' ? expected : 1 - expected };
}
