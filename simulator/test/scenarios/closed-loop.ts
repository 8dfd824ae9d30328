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
    const interval = course.next(weightOf(policy, state));
    visit(interval, course);
    for (const tick of interval.ticks) {
      const next = transition(policy, source.versions, state, tick);
      ({ state } = next);
      decisions.push(...next.decisions);
    }
  }
  return { decisions, course };
}
