import type { Pair } from '../ticks/tick.ts';
import type { Worse } from '../ticks/bad.ts';
import { addPairs, noMoments, pooledScore, type Moments } from './arithmetic/moments.ts';
import { upperTail } from './arithmetic/normal.ts';
import { shown } from './condition.ts';
import type { Rule } from './rule.ts';

export interface ZTestOptions {
  readonly worse: Worse;
  /** The level of each single test, on the worse side. */
  readonly alpha?: number;
}

/**
 * The z-test for equal means, with pooled variance, on all outcomes so far, at every tick: what looking at a dashboard
 * every day amounts to. By default it is the worse side of the usual two-sided one at 5 %. Each look has a false alarm
 * with probability `alpha`, all looks together with one that grows towards 1.
 */
export const zTest: Rule<ZTestOptions, Pair<Moments>> = {
  name: 'z-test',
  initial: () => noMoments,
  step({ worse, alpha = 0.025 }, before, tick) {
    const state = addPairs(before, tick);
    const score = pooledScore(state);
    const p = upperTail(worse === 'higher' ? score : -score);
    if (p >= alpha) return { state };
    return { state, decision: { action: 'rollback', reason: `p-value ${shown(p)} < ${alpha}` } };
  },
};
