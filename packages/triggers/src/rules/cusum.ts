import type { Worse } from '../ticks/bad.ts';
import { pooledScore, type Compared } from './arithmetic/moments.ts';
import { shown } from './condition.ts';
import type { Rule } from './rule.ts';

export interface CusumOptions {
  readonly worse: Worse;
  /** Means by default. */
  readonly compared?: Compared;
  /** Half of the shift that it shall find, in standard deviations. */
  readonly reference?: number;
  /** The sum at which it raises the alarm, in standard deviations. */
  readonly limit?: number;
  /** Whether a shift for the better is an alarm as well. */
  readonly sides?: 'one' | 'two';
}

/** How far the scores have drifted away: for the worse, and for the better. */
export interface CusumState {
  readonly worse: number;
  readonly better: number;
}

/** The sums after one more score of unit variance. */
export function accumulate(sums: CusumState, score: number, reference: number): CusumState {
  return {
    worse: Math.max(0, sums.worse + score - reference),
    better: Math.max(0, sums.better - score - reference),
  };
}

/**
 * Page's cumulative sum of the difference between the versions, standardised tick by tick with the variance of all
 * outcomes of the tick. With the textbook's reference of 1/2 and limit of 4 the two-sided one raises a false alarm
 * every 168 independent normal ticks on average, and the alarm about a shift of one standard deviation after 8.38: it
 * *will* fire on a healthy version.
 *
 * Reference: Page, continuous inspection schemes (1954); Montgomery, introduction to statistical quality control.
 */
export const cusum: Rule<CusumOptions, CusumState> = {
  name: 'cusum',
  initial: () => ({ worse: 0, better: 0 }),
  step(options, before, tick) {
    const { worse, compared, reference = 0.5, limit = 4, sides = 'one' } = options;
    const score = pooledScore(tick, compared);
    const state = accumulate(before, worse === 'higher' ? score : -score, reference);
    const sum = sides === 'two' ? Math.max(state.worse, state.better) : state.worse;
    if (sum <= limit) return { state };
    const reason = `cumulative sum ${shown(sum)} > ${shown(limit)} standard deviations`;
    return { state, decision: { action: 'rollback', reason } };
  },
};
