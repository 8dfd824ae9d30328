import { describe, expect, test } from 'vitest';

import { evidenceLines } from '../../src/decision/lines.ts';
import type { Guardrail } from '../../src/policy/model.ts';
import { errors, policyWith } from '../support/policies.ts';
import { decisionsOf, runOf } from '../support/run.ts';
import { errorTick } from '../support/ticks.ts';

/** The number of the tick that rolls back when every request fails; undefined if none does. */
function outageTick(minBadTicks: number, guardrail: Guardrail, size: number): number | undefined {
  const policy = policyWith({ guardrails: [guardrail], hysteresis: { minBadTicks } });
  const healthy = Array.from({ length: 5 }, (_, index) => errorTick(index, [size, 0], [size, 0]));
  const outage = Array.from({ length: 40 }, (_, index) =>
    errorTick(5 + index, [size, size], [size, 0]),
  );
  const decisions = decisionsOf(runOf(policy, [...healthy, ...outage]));
  const rollback = decisions.find(({ action }) => action === 'rollback');
  return rollback && rollback.tick - 5;
}

const kinds: [string, Guardrail][] = [
  ['rare', { ...errors, expected: 0.01 }],
  ['common', { ...errors, expected: 0.1 }],
  ['undecided', errors],
];

describe.each(kinds)('a total outage of %s bad outcomes', (_, guardrail) => {
  test('trips in one tick where one may trip', () => {
    expect(outageTick(1, guardrail, 1000)).toBe(1);
  });

  test.each([2, 3, 5, 10])('trips in no fewer than %i ticks, and in few more', (minBadTicks) => {
    // In small ticks only the alternatives with a large effect, which the prior holds unlikely, get as far as the cap.
    for (const [size, more] of [
      [10, minBadTicks + 2],
      [1000, 3],
      [1e7, 3],
    ] as const) {
      const tick = outageTick(minBadTicks, guardrail, size);
      expect(tick).toBeGreaterThanOrEqual(minBadTicks);
      expect(tick).toBeLessThanOrEqual(minBadTicks + more);
    }
  });
});

test('from rest, fewer bad ticks than that leave the evidence below the trip line', () => {
  for (const minBadTicks of [2, 3, 7]) {
    const policy = policyWith({ hysteresis: { minBadTicks, attempts: 3 } });
    const ticks = Array.from({ length: minBadTicks - 1 }, (_, index) =>
      errorTick(index, [1e6, 1e6], [1e6, 0]),
    );
    const { trip } = evidenceLines(policy, 1);
    for (const { evidence } of runOf(policy, ticks)) {
      expect(evidence?.evidence).toBeLessThanOrEqual((trip * (minBadTicks - 1)) / minBadTicks);
    }
  }
});
