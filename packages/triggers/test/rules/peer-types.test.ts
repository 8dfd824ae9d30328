import { describe, expect, test } from 'vitest';

import { peerRules, ruleTick } from '../../src/index.ts';
import type { Guardrail, MeanGuardrail } from '../../src/policy/model.ts';

const versions = { canary: 'v13', baseline: 'v12' };

const revenue: MeanGuardrail = {
  name: 'revenue',
  type: 'mean',
  worse: 'lower',
  range: [0, 50],
  tolerance: { relative: 0.1, absolute: 1 },
};

/** Whether Argo's rule fails a tick in which the baseline's mean is 10. */
function fails(guardrail: MeanGuardrail, mean: number): boolean {
  const sampleOf = (value: number) => ({
    count: 10,
    sum: 10 * value,
    sumOfSquares: 10 * value ** 2,
  });
  const tick = {
    from: 0,
    to: 10,
    versions: { v13: { revenue: sampleOf(mean) }, v12: { revenue: sampleOf(10) } },
  };
  const [rule] = peerRules(['argo'], guardrail);
  return rule?.step(ruleTick(guardrail, versions, tick)).decision !== undefined;
}

describe('the rules of peers', () => {
  test.each([
    ['lower', 8, false],
    ['lower', 7.9, true],
    ['higher', 12, false],
    ['higher', 12.1, true],
  ] as const)('where %s is worse, take a mean of %d for a failure: %s', (worse, mean, expected) => {
    expect(fails({ ...revenue, worse }, mean)).toBe(expected);
  });

  test('know limits', () => {
    const { tolerance: _, ...limited } = { ...revenue, limit: { bound: 5 } };
    expect(fails(limited, 5)).toBe(false);
    expect(fails(limited, 4.9)).toBe(true);
  });

  test.each<Guardrail>([
    {
      name: 'crashes',
      type: 'rate',
      worse: 'higher',
      tolerance: { relative: 0 },
      harm: { relative: 0.5 },
    },
    { name: 'inputs', type: 'categories', tolerance: { shift: 0.05 } },
  ])('refuse what they cannot judge: %o', (guardrail) => {
    const tick = { from: 0, to: 10, versions: { v13: { [guardrail.name]: { counts: {} } } } };
    const refusal = expect.objectContaining({ code: 'rule-guardrail' });
    expect(() => peerRules(['flagger'], guardrail)).toThrow(refusal);
    expect(() => ruleTick(guardrail, versions, tick)).toThrow(refusal);
  });
});
