import { describe, expect, test } from 'vitest';

import { attemptRisk, cooldown, tripEvidence } from '../../src/decision/risk.ts';
import { policyWith } from '../support/policies.ts';

describe('attemptRisk', () => {
  test.each([1, 2, 3, 5, 20])('over %i attempts spends the whole risk and no more', (attempts) => {
    const policy = policyWith({ falseRollback: 0.01, hysteresis: { attempts } });
    const risks = Array.from({ length: attempts }, (_, index) => attemptRisk(policy, index + 1));
    expect(risks.reduce((left, right) => left + right)).toBeCloseTo(0.01, 15);
    risks.slice(1).forEach((risk, index) => {
      expect(risk).toBeCloseTo((risks[index] ?? 0) / 2, 17);
    });
  });

  test('is all of it where there is one attempt', () => {
    expect(attemptRisk(policyWith({ falseRollback: 0.05 }), 1)).toBeCloseTo(0.05, 15);
    expect(tripEvidence(policyWith({ falseRollback: 0.05 }), 1)).toBeCloseTo(Math.log(20), 14);
  });
});

describe('cooldown', () => {
  test('multiplies with each attempt', () => {
    const policy = policyWith({ hysteresis: { cooldown: { first: 60_000, factor: 4 } } });
    expect([1, 2, 3].map((attempt) => cooldown(policy, attempt))).toEqual([
      60_000, 240_000, 960_000,
    ]);
  });

  test('ends within the calendar, whatever the policy multiplies', () => {
    const policy = policyWith({ hysteresis: { cooldown: { first: 1e11, factor: 100 } } });
    expect(new Date(Date.UTC(2100, 0) + cooldown(policy, 20)).getTime()).not.toBeNaN();
  });
});
