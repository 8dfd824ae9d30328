import {
  initialDecision,
  transition,
  weightOf,
  type Decision,
  type ModelPolicy,
} from '@lastgood/triggers';

import type { Course, Interval, Source } from '../../src/traffic/source.ts';

/** What is decided on traffic whose split follows what is decided. */
export function rollOut(
  policy: ModelPolicy,
  source: Source,
  seed: number,
  visit: (interval: Interval, course: Course) => void = () => {},
): { readonly decisions: readonly Decision[]; readonly course: Course } {
  const course = source.start(seed);
  let state = initialDecision(policy);
  const decisions: Decision[] = [];
  for (let number = 0; number < source.intervals; number += 1) {
    const calibrating = state.phase === 'calibration';
    const interval = course.next(weightOf(policy, state), calibrating);
    visit(interval, course);
    const now = source.from + (number + 1) * policy.tick;
    // A calibration has to be over before the first interval of the attempt is drawn.
    for (const input of calibrating && source.closed
      ? [...interval.ticks, { now }]
      : interval.ticks) {
      const next = transition(policy, source.versions, state, input);
      ({ state } = next);
      decisions.push(...next.decisions);
    }
  }
  return { decisions, course };
}
