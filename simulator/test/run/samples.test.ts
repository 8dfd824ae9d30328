import { parsePolicy, policyOf } from '@lastgood/triggers';
import { expect, test } from 'vitest';

import { samplesOf } from '../../src/run/samples.ts';

const guardrails =
  'latency: { type: histogram, worse: higher, unit: ms }, errors: { type: proportion, worse: higher }';
const policy = policyOf(
  parsePolicy(`models: { m: { flag: f, guardrails: { ${guardrails} } } }`, 'policy.yaml'),
);
const versions = { canary: 'v13', baseline: 'v12' };

test('a tick gives the samples of every guardrail, in the order of the policy', () => {
  const latency = { edges: [1], counts: [2, 0] };
  const errors = { count: 2, hits: 1 };
  const tick = { from: 0, to: 10, versions: { v13: { errors, latency }, v12: { errors } } };
  expect(samplesOf(policy, versions, tick)).toEqual([
    { canary: latency, baseline: undefined },
    { canary: errors, baseline: errors },
  ]);
});
