import type { Day } from '../../scenarios/scenario.ts';
import type { Applied } from './laws/applied.ts';
import type { ScheduledChange } from './schedule.ts';

/** A gradual change goes in so many steps, and a day in steps so long: so that what was prepared serves a while. */
const steps = 32;
const dayStep = 5 * 60_000;
const dayLength = 24 * 3_600_000;

/** What is in force of the changes of one thing. */
export interface Conditions {
  /** What the hour multiplies it by, and the number of the step of the day. */
  readonly day: number;
  readonly dayStep: number;
  /** How far each change has come, from 0 to 1, in the order of the changes. */
  readonly levels: readonly number[];
  /** Until when all that stays so, milliseconds from the start; excluded. */
  readonly until: number;
}

/**
 * What is in force at a time.
 *
 * @param start epoch milliseconds
 * @param time milliseconds from the start
 */
export function conditionsAt(
  changes: readonly ScheduledChange[],
  day: Day | undefined,
  start: number,
  time: number,
): Conditions {
  let until = Infinity;
  const levels = changes.map((each) => {
    const { level, next } = levelAt(each, time);
    until = Math.min(until, next);
    return level;
  });
  if (!day) return { day: 1, dayStep: 0, levels, until };
  const sinceEpoch = Math.floor((start + time) / dayStep);
  const middle = (sinceEpoch + 0.5) * dayStep;
  return {
    day: 1 + day.swing * Math.cos((2 * Math.PI * (middle - day.peak)) / dayLength),
    dayStep: sinceEpoch % (dayLength / dayStep),
    levels,
    until: Math.min(until, (sinceEpoch + 1) * dayStep - start),
  };
}

/** How far a change has come, and when that is over. */
function levelAt(
  { change: { over }, occurrences }: ScheduledChange,
  time: number,
): { readonly level: number; readonly next: number } {
  const coming = occurrences.find(({ to }) => time < to);
  if (!coming) return { level: 0, next: Infinity };
  if (time < coming.from) return { level: 0, next: coming.from };
  const passed = time - coming.from;
  if (passed >= over) return { level: 1, next: coming.to };
  const step = Math.floor((passed / over) * steps) + 1;
  return {
    level: step / steps,
    next: Math.min(coming.to, coming.from + (over * step) / steps),
  };
}

/** How far each change has come for one version: 0 where it is about the other. */
export function levelsFor(
  arm: 'canary' | 'baseline',
  changes: readonly ScheduledChange[],
  { levels }: Conditions,
): number[] {
  return changes.map(({ change }, place) =>
    change.arm === 'both' || change.arm === arm ? (levels[place] ?? 0) : 0,
  );
}

/** The changes that are in force. */
export function inForce(
  changes: readonly ScheduledChange[],
  levels: readonly number[],
): readonly Applied[] {
  return changes.flatMap(({ change: { how, of } }, place) => {
    const level = levels[place] ?? 0;
    return level > 0 ? [{ how, of, level }] : [];
  });
}
