import ms from 'ms';

import type { Worse } from '../ticks/bad.ts';
import { mean } from './arithmetic/moments.ts';
import { isBeyond, shown } from './condition.ts';
import type { Rule } from './rule.ts';

export type SustainedThresholdOptions = {
  readonly worse: Worse;
  /** Acceptable is up to this, in the metric's unit. */
  readonly limit: number;
  /** Where it comes to rest again, on the good side of the limit; the limit itself by default. */
  readonly clear?: number;
  /** Ticks with fewer outcomes say nothing: they neither count nor reset. */
  readonly minCount?: number;
} & (
  | {
      /** How long every tick must have been beyond the limit, in milliseconds. */
      readonly for: number;
    }
  | {
      /** How many of the last how many ticks must have been beyond the limit. */
      readonly of: readonly [bad: number, last: number];
    }
);

export interface SustainedThresholdState {
  /** Whether the last tick was beyond the limit. */
  readonly beyond: boolean;
  /** For how long all ticks have been, in milliseconds. */
  readonly duration: number;
  /** With `of`: which of the last ticks were, the newest last. */
  readonly recent: readonly boolean[];
}

/**
 * The literal rule: trips when every tick, or M of the last N, has been beyond the limit for that long. A tick is beyond
 * once its value passes the limit, and the ones after it are until a value is back at `clear` or better.
 *
 * It has no risk guarantee: how often noise alone sustains a breach depends on the size of the ticks.
 */
export const sustainedThreshold: Rule<SustainedThresholdOptions, SustainedThresholdState> = {
  name: 'sustained-threshold',
  initial: () => ({ beyond: false, duration: 0, recent: [] }),
  step(options, before, tick) {
    const { worse, limit, clear = limit, minCount = 1 } = options;
    const { count } = tick.canary;
    if (count === 0 || count < minCount) return { state: before };
    const value = mean(tick.canary);
    const beyond = isBeyond(worse, value, before.beyond ? clear : limit);
    const duration = beyond ? before.duration + tick.to - tick.from : 0;
    const recent = 'of' in options ? [...before.recent, beyond].slice(-options.of[1]) : [];
    const state = { beyond, duration, recent };

    const sustained = 'of' in options ? ofLast(options.of, recent) : forLong(options.for, state);
    if (sustained === undefined) return { state };
    const reason = `beyond the limit ${shown(limit)} ${sustained}, last ${shown(value)}`;
    return { state, decision: { action: 'rollback', reason } };
  },
};

function forLong(least: number, { beyond, duration }: SustainedThresholdState): string | undefined {
  return beyond && duration >= least ? `for ${ms(duration)}` : undefined;
}

function ofLast(
  [least, last]: readonly [number, number],
  recent: readonly boolean[],
): string | undefined {
  const bad = recent.filter(Boolean).length;
  return bad >= least ? `in ${bad} of the last ${last} ticks` : undefined;
}
