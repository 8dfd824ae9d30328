import { describe, expect, test } from 'vitest';

import { combine, type Evidence } from '../../src/decision/weights.ts';

function check(guardrail: string, kind: Evidence['kind'], value: number): Evidence {
  return { guardrail, kind, value };
}

describe('weights', () => {
  test('are 85 % for the comparisons together and 15 % for the limits', () => {
    const { evidence, guardrails } = combine([
      check('errors', 'comparison', Math.log(8)),
      check('latency', 'comparison', Math.log(4)),
      check('latency', 'limit', Math.log(20)),
    ]);
    expect(Math.exp(evidence)).toBeCloseTo(0.425 * 8 + 0.425 * 4 + 0.15 * 20, 10);
    expect(guardrails['errors']).toBe(Math.log(8));
    const own = (0.425 * 4 + 0.15 * 20) / 0.575;
    expect(Math.exp(guardrails['latency'] ?? Number.NaN)).toBeCloseTo(own, 10);
  });

  test.each(['comparison', 'limit'] as const)('are all of it where there is only a %s', (kind) => {
    const one = combine([check('errors', kind, 3)]);
    expect(one).toEqual({ evidence: 3, guardrail: 'errors', guardrails: { errors: 3 } });
    const two = combine([check('a', kind, Math.log(2)), check('b', kind, Math.log(6))]);
    expect(Math.exp(two.evidence)).toBeCloseTo(4, 10);
  });

  test('name the guardrail with the largest share, not the one with the largest evidence', () => {
    const limit = check('latency', 'limit', Math.log(50));
    expect(combine([check('errors', 'comparison', Math.log(10)), limit]).guardrail).toBe('errors');
    expect(combine([check('errors', 'comparison', Math.log(8)), limit]).guardrail).toBe('latency');
  });

  test('sum to one: as much evidence in every check is that much evidence', () => {
    const checks = ['a', 'b', 'c'].flatMap((name) => [
      check(name, 'comparison', 2),
      check(name, 'limit', 2),
    ]);
    expect(combine([...checks, check('d', 'limit', 2)]).evidence).toBeCloseTo(2, 12);
  });

  test('leave nothing to say where there is no check or no block', () => {
    expect(combine([])).toEqual({ evidence: -Infinity, guardrails: {} });
    const none = combine([check('a', 'comparison', -Infinity), check('b', 'limit', -Infinity)]);
    expect(none).toMatchObject({ evidence: -Infinity, guardrail: 'a' });
  });
});
