import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from 'vitest';

import type { Case } from '../../../src/rollouts/evaluation.ts';
import { openTuned } from '../../../src/tuning/open-tuned.ts';
import { search } from '../../../src/tuning/search/search.ts';
import { localEvaluator } from './local-evaluator.ts';

const folder = mkdtempSync(join(tmpdir(), 'lastgood-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Five hours of 3,000 requests a minute from 2,000 users; from some time on a faulty canary fails three times as often. */
function caseOf(name: string, decision: string, changes: string): Case {
  const scenario = join(folder, `${name}.yaml`);
  const text = `title: users
expect: { decision: ${decision} }
policy: users.lastgood.yaml
start: 2026-05-01T00:00:00Z
length: 5h
requests: { rate: 50/s }
users: { count: 2000 }
metrics: { errors: { type: proportion, share: 1% } }
changes: [${changes}]
`;
  writeFileSync(scenario, text);
  return { name, source: { kind: 'scenario', scenario }, options: {} };
}

const fault = '{ what: errors, arm: canary, times: 3, at: [2h, 3h], fault: true }';
const start = openTuned(
  'policy.yaml',
  `models:
  m:
    flag: f
    randomise: user
    calibrate: 90m
    tick: 1m
    guardrails: { errors: { type: proportion, worse: higher, expected: 1%, tolerance: { relative: 20% } } }
    risk: { falseRollback: 1% }
    rollout: { steps: [5%], holdback: 1% }
    hysteresis: { minBadTicks: 10 }
`,
);

test(
  'a policy that calibrates users is tuned like any other, and goes on to calibrate them',
  { timeout: 300_000 },
  async () => {
    const { chosen, measured, prediction } = await search({
      start,
      cases: [caseOf('healthy', 'none', ''), caseOf('faulty', 'rollback', fault)],
      limit: 0.2,
      runs: 30,
      seed: 1,
      evaluator: localEvaluator,
    });
    expect(chosen?.changes.length).toBeGreaterThan(0);
    const { calibrate, rollout } = chosen?.tuned.policy ?? start.policy;
    expect(calibrate).toBe(90 * 60_000);
    expect(rollout.steps.filter((step) => step < 1)).toHaveLength(1);
    const { falseRollbacks, missed, harm } = prediction?.evaluation.figures ?? {};
    expect(falseRollbacks?.value).toBeLessThan(0.1);
    expect(missed?.value).toBeLessThan(0.1);
    expect(harm?.value).toBeLessThan(measured[0]?.evaluation.figures.harm?.value ?? 0);
  },
);
