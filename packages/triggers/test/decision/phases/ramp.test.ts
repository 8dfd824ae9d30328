import { describe, expect, test } from 'vitest';

import type { Decision } from '../../../src/decision/decisions.ts';
import { weightOf } from '../../../src/decision/weight.ts';
import type { Guardrail } from '../../../src/policy/model.ts';
import { errors, policyWith } from '../../support/policies.ts';
import { decisionsOf, runOf } from '../../support/run.ts';
import { errorTick, tickOf, type Sample } from '../../support/ticks.ts';

const steps = [0.05, 0.5, 1];
const rollout = { steps, dwell: 60_000, holdback: 0.02 };
const policy = policyWith({ rest: { rollout } });

const edges = [100, 200];
const latency: Guardrail = {
  name: 'latency',
  type: 'histogram',
  worse: 'higher',
  edges,
  tolerance: { relative: 0 },
};

function ticks(count: number, canary: Sample, baseline: Sample, from = 0) {
  return Array.from({ length: count }, (_, index) => errorTick(from + index, canary, baseline));
}

const healthy = (count: number, from = 0) => ticks(count, [2000, 20], [2000, 20], from);
const told = (decisions: readonly Decision[]) =>
  decisions.map(({ action, tick, weight }) => [action, tick, weight]);

describe('a healthy canary', () => {
  const run = runOf(policy, healthy(40));
  const decisions = decisionsOf(run);

  test('gets more of the traffic after each dwell, and is promoted once it has shown that it is sound', () => {
    expect(told(decisions).slice(0, 1)).toEqual([['advance', 6, 0.5]]);
    expect(decisions.map(({ action }) => action)).toEqual(['advance', 'promote']);
    expect(decisions.at(-1)).toMatchObject({ cause: 'rollout', weight: 0.98 });
    expect(decisions.at(-1)?.tick).toBeGreaterThanOrEqual(12);
  });

  test('is told why', () => {
    expect(decisions.map(({ reason }) => reason)).toEqual([
      'v13 has had 5 % of the traffic for 1m and is not held: 50 % from now on',
      expect.stringMatching(
        /^v13 becomes the baseline: errors is not worse than tolerated by 50 % or more, evidence \d\.\d\d >= 3\.00 \(at a risk of 5 %\)$/,
      ),
    ]);
  });

  test('is judged on watch by the same evidence, and has the share that is not held back', () => {
    const { state, evidence } = run.at(-1) ?? {};
    expect(state).toMatchObject({ phase: 'watch', attempt: 1 });
    expect(state && weightOf(policy, state)).toBe(0.98);
    expect(evidence?.evidence).toBeLessThan(0);
  });

  test('goes back to the old version from the watch, within the same attempts', () => {
    const worse = ticks(30, [2000, 1000], [2000, 20], 40);
    const late = decisionsOf(runOf(policy, worse, run.at(-1)?.state));
    expect(late.map(({ action }) => action)).toEqual(['hold', 'rollback'].slice(-late.length));
    expect(late.at(-1)).toMatchObject({ action: 'rollback', attempt: 1, weight: 0 });
  });
});

describe('does not get more', () => {
  test.each<[string, Sample, Sample]>([
    ['while it is held', [200, 7], [200, 2]],
    ['without an outcome of its own', [0, 0], [200, 2]],
    ['without enough of them for a block', [1, 0], [0, 0]],
  ])('%s', (_, canary, baseline) => {
    const quiet = policyWith({ falseRollback: 1e-4, rest: { rollout } });
    const actions = decisionsOf(runOf(quiet, ticks(9, canary, baseline)));
    expect(actions.filter(({ action }) => action === 'advance')).toEqual([]);
  });

  test('without an outcome of its own, although a new weight closes the blocks of the baseline', () => {
    const changing = ticks(9, [0, 0], [5, 0]).map((tick, index) => ({
      ...tick,
      weights: { v12: 90 + index, v13: 10 - index },
    }));
    expect(decisionsOf(runOf(policy, changing))).toEqual([]);
  });

  test('in the tick in which it turns out to be silent', () => {
    const silence = { after: 10_000, then: 'rollback' } as const;
    const eager = policyWith({ rest: { rollout: { ...rollout, dwell: 30_000 }, silence } });
    const falling = [...healthy(1), ...ticks(2, [0, 0], [200, 2], 1)];
    expect(decisionsOf(runOf(eager, falling))).toMatchObject([
      { action: 'rollback', cause: 'silence', tick: 3 },
    ]);
  });

  test('than its last step, where that is no promotion', () => {
    const stays = policyWith({ rest: { rollout: { ...rollout, steps: [0.05, 0.5] } } });
    expect(told(decisionsOf(runOf(stays, healthy(60))))).toEqual([['advance', 6, 0.5]]);
  });
});

describe('what has no promotion test', () => {
  const alone = policyWith({ guardrails: [latency], rest: { rollout } });
  const at = (index: number, slow: number) => ({
    ...tickOf(index, {}),
    versions: {
      v13: { latency: { edges, counts: [100 - slow, slow, 0] } },
      v12: { latency: { edges, counts: [95, 5, 0] } },
    },
  });

  test('must have been below the release line for the whole dwell of the last step', () => {
    const calm = Array.from({ length: 20 }, (_, index) => at(index, 5));
    expect(told(decisionsOf(runOf(alone, calm)))).toEqual([
      ['advance', 6, 0.5],
      ['promote', 12, 0.98],
    ]);
    const uneasy = calm.map((tick, index) => (index === 8 ? at(8, 32) : tick));
    const decisions = decisionsOf(runOf(alone, uneasy));
    const promotion = decisions.find(({ action }) => action === 'promote');
    expect(promotion?.tick).toBe(15);
  });
});

test('evidence for the canary is of the present step alone', () => {
  const longer = policyWith({
    rest: { rollout: { ...rollout, steps: [0.05, 1], dwell: 100_000 } },
  });
  const run = runOf(policy, healthy(7));
  const before = run[4]?.state;
  const after = run[5]?.state;
  if (before?.phase !== 'trial' || after?.phase !== 'trial') throw new Error('the trial is over');
  expect(before.trial[0]?.soundness).toBeGreaterThan(0);
  expect(after.trial[0]?.soundness).toBe(0);
  const whole = decisionsOf(runOf(longer, healthy(20)));
  expect(whole.map(({ action }) => action)).toEqual(['promote']);
  expect(errors.harm.relative).toBe(0.5);
});

describe('a guardrail that has shown nothing keeps the canary where it is', () => {
  test('because it was never observed', () => {
    const two = policyWith({ guardrails: [errors, latency], rest: { rollout } });
    expect(told(decisionsOf(runOf(two, healthy(60))))).toEqual([['advance', 6, 0.5]]);
  });

  test('while one with sustained limits alone is judged at every tick', () => {
    const { tolerance: _, ...literal } = {
      ...errors,
      limit: { bound: 0.5, sustained: { for: 600_000 } },
    };
    const limits = policyWith({ guardrails: [literal], rest: { rollout } });
    expect(told(decisionsOf(runOf(limits, healthy(20))))).toEqual([
      ['advance', 6, 0.5],
      ['promote', 12, 0.98],
    ]);
  });
});
