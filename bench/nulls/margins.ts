import { constant } from '../streams/courses.ts';
import { errors } from '../streams/proportions.ts';
import type { Null } from './null.ts';

function margin(name: string, tolerance: object, baselineRate: number, canaryRate: number): Null {
  const conditions = { canary: 20, baseline: 380, baselineRate, canaryRate };
  return {
    name: `at the margin: ${name}`,
    stream: errors(constant(conditions)),
    intervals: 1000,
    guardrails: { errors: { type: 'proportion', worse: 'higher', tolerance } },
  };
}

/** A canary that is exactly as bad as it may be. */
export const marginNulls: readonly Null[] = [
  margin('10 % more errors, 1 → 1.1 %', { relative: '10%' }, 0.01, 0.011),
  margin('10 % more errors, 15 → 16.5 %', { relative: '10%' }, 0.15, 0.165),
  margin('1 point more errors, 1 → 2 %', { absolute: '1%' }, 0.01, 0.02),
  margin('1 point more errors, 15 → 16 %', { absolute: '1%' }, 0.15, 0.16),
];
