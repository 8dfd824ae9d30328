import { parsePolicy, policyOf } from '@lastgood/triggers';
import { expect, test } from 'vitest';

import { pointOf, shownGuardrail } from '../../src/run/point.ts';

function policyWith(guardrails: string) {
  const text = `models: { m: { flag: f, guardrails: { ${guardrails} } } }`;
  return policyOf(parsePolicy(text, 'policy.yaml'));
}

const latency = 'latency: { type: histogram, worse: higher, unit: ms }';
const errors = 'errors: { type: proportion, worse: higher }';

test('a run shows the first proportion', () => {
  const policy = policyWith(`${latency}, ${errors}`);
  expect(shownGuardrail(policy).name).toBe('errors');
  const versions = { canary: 'v13', baseline: 'v12' };
  const samples = {
    v13: { latency: { edges: [1], counts: [2, 0] }, errors: { count: 2, hits: 1 } },
  };
  const point = pointOf(policy, versions, 1, { from: 0, to: 10, versions: samples });
  expect(point.outcomes).toEqual({ canary: { count: 2, bad: 1 }, baseline: { count: 0, bad: 0 } });
});

test('a policy without one is refused, with what it has', () => {
  expect(() => shownGuardrail(policyWith(`${latency}, inputs: { type: categories }`))).toThrow(
    expect.objectContaining({
      code: 'guardrail-not-shown',
      message:
        'a run shows a proportion, and the policy of m has none: it has latency (histogram), inputs (categories)',
    }),
  );
});
