import { initialDecision, parsePolicy, policyOf, transition } from '@lastgood/triggers';
import { expect, test } from 'vitest';

import { overlayFor } from '../../src/run/overlay.ts';

const policy = policyOf(
  parsePolicy(
    `models: { m: { flag: f, guardrails: { errors: { type: proportion, worse: higher } },
       rollout: { steps: [2%, 20%, 100%], holdback: 5% } } }`,
    'policy.yaml',
  ),
);
const versions = { canary: 'v13', baseline: 'v12' };
const rolledBack = { rollbacks: [{ flag: 'f', from: 'v13', to: 'v12' }] };
const at = (canary: number) => ({
  rollbacks: [],
  weights: [{ flag: 'f', weights: { v12: 1 - canary, v13: canary } }],
});

test('the flag gets the weight of the step that the rollout is at, and after promotion all but the holdback', () => {
  const trial = initialDecision(policy);
  expect(overlayFor(policy, versions, trial)).toEqual(at(0.02));
  if (trial.phase !== 'trial') throw new Error('no trial');
  const second = { ...trial, step: { ...trial.step, index: 1 } };
  expect(overlayFor(policy, versions, second)).toEqual(at(0.2));
  const command = { action: 'promote', time: 0 } as const;
  const { state } = transition(policy, versions, trial, command);
  expect(overlayFor(policy, versions, state)).toEqual(at(0.95));
});

test('a canary that is out of service is rolled back, and at the retry it begins again', () => {
  const cooldown = { ticks: 5, phase: 'cooldown', attempt: 1, until: 100 } as const;
  expect(overlayFor(policy, versions, cooldown)).toEqual(rolledBack);
  expect(overlayFor(policy, versions, { ticks: 5, phase: 'quarantined' })).toEqual(rolledBack);
  const { state } = transition(policy, versions, cooldown, { now: 100 });
  expect(overlayFor(policy, versions, state)).toEqual(at(0.02));
});
