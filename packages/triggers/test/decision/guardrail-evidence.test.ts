import { expect, test } from 'vitest';

import { guardrailEvidence } from '../../src/decision/guardrail-evidence.ts';
import { initialDecision } from '../../src/decision/initial.ts';
import { transition } from '../../src/decision/transition.ts';
import type { DecisionState } from '../../src/decision/state.ts';
import { parsePolicy, policyOf } from '../../src/policy/parse.ts';

const versions = { canary: 'v13', baseline: 'v12' };

function policyWith(guardrails: string, risk = '1%') {
  return policyOf(
    parsePolicy(
      `models: { m: { flag: f, guardrails: { ${guardrails} }, risk: { falseRollback: ${risk} } } }`,
      'p',
    ),
  );
}

const errors = 'errors: { type: proportion, worse: higher, expected: 1% }';
const clicks = 'clicks: { type: proportion, worse: lower, expected: 50% }';

/** The state after some ticks of these samples. */
function after(policy: ReturnType<typeof policyWith>, metrics: readonly string[], ticks: number) {
  let state: DecisionState = initialDecision(policy);
  let evidence = -Infinity;
  for (let tick = 0; tick < ticks; tick += 1) {
    const samplesFor = (bad: number) => ({
      ...(metrics.includes('errors') && { errors: { count: 400, hits: bad } }),
      ...(metrics.includes('clicks') && { clicks: { count: 400, hits: 200 } }),
    });
    const from = tick * 10_000;
    const step = transition(policy, versions, state, {
      from,
      to: from + 10_000,
      versions: { v13: samplesFor(9), v12: samplesFor(4) },
    });
    ({ state } = step);
    evidence = step.evidence?.evidence ?? evidence;
  }
  return { state, evidence };
}

test('a guardrail that is alone has all the evidence', () => {
  const policy = policyWith(errors);
  const { state, evidence } = after(policy, ['errors'], 3);
  expect(evidence).toBeGreaterThan(0);
  expect(guardrailEvidence(policy, state)).toEqual([evidence]);
});

test('each has its own, and e to their powers, half and half, makes up the whole', () => {
  const policy = policyWith(`${errors}, ${clicks}`);
  const { state, evidence } = after(policy, ['errors', 'clicks'], 3);
  const own = guardrailEvidence(policy, state).map(Number);
  expect(own).toHaveLength(2);
  expect(own[0]).toBeGreaterThan(own[1] ?? NaN);
  expect(evidence).toBeCloseTo(Math.log(own.reduce((sum, one) => sum + Math.exp(one) / 2, 0)), 10);
});

test('nothing speaks against the canary where it was not observed, and there is none of a version that nothing is known of', () => {
  const policy = policyWith(`${errors}, ${clicks}`);
  const { state } = after(policy, ['errors'], 3);
  const [known, unknown] = guardrailEvidence(policy, state);
  expect(known).toBeGreaterThan(0);
  expect(unknown).toBeLessThan(0);
  const out = { ticks: 3, phase: 'quarantined' } as const;
  expect(guardrailEvidence(policy, out)).toEqual([undefined, undefined]);
  expect(guardrailEvidence(policy, initialDecision(policy))).toEqual([undefined, undefined]);
});
