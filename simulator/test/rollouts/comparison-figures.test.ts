import { expect, test } from 'vitest';

import { ruleFiguresOf } from '../../src/rollouts/comparison-figures.ts';
import type { ComparedRollout, RuleResult } from '../../src/rollouts/comparison.ts';

const waiting: RuleResult = {
  rule: 'rule',
  decision: 'none',
  time: null,
  tick: null,
  guardrail: null,
  reason: null,
  canaryRequests: 100,
  delay: null,
  falseRollback: false,
  unjudged: [],
};
const held: RuleResult = { ...waiting, decision: 'hold', time: 5, tick: 1 };
const falsely: RuleResult = { ...waiting, decision: 'rollback', falseRollback: true };
const after = (requests: number): RuleResult => ({
  ...waiting,
  decision: 'rollback',
  delay: { time: 10 * requests, requests },
});

const span = { from: 0, to: 100 };
const rollouts = (fault: number | null, results: readonly RuleResult[]): ComparedRollout[] =>
  results.map((result, seed) => ({ seed, ...span, fault, rules: [result] }));

test('nothing is told of nothing', () => {
  expect(ruleFiguresOf([])).toEqual([]);
});

test('of healthy canaries: rolled back, and paused, which is no rollback', () => {
  const [figures] = ruleFiguresOf(rollouts(null, [falsely, held, held, waiting]));
  expect(figures).toMatchObject({
    rule: 'rule',
    healthy: 4,
    faulty: 0,
    falseRollbacks: { value: 0.25 },
    falseHolds: { value: 0.5 },
  });
  expect(figures).not.toHaveProperty('missed');
  expect(figures).not.toHaveProperty('delay');
});

test('of faulty canaries: rolled back early or later, paused, or missed', () => {
  const results = [falsely, held, waiting, ...[1, 2, 3, 4, 5, 6, 7].map(after)];
  const [figures] = ruleFiguresOf(rollouts(1000, results));
  expect(figures).toMatchObject({
    healthy: 0,
    faulty: 10,
    early: { value: 0.1 },
    held: { value: 0.1 },
    missed: { value: 0.1 },
    // Of nine that were not early: the fifth, and the ninth, which is one that was not rolled back.
    delay: {
      median: { time: 50, requests: 5 },
      p90: { time: Infinity, requests: Infinity },
    },
  });
  // binom.test(1, 10) of R
  expect(figures?.missed?.low).toBeCloseTo(0.002528579, 8);
  expect(figures?.missed?.high).toBeCloseTo(0.445016117, 8);
});

test('a rule that always was too early has no delay', () => {
  const [figures] = ruleFiguresOf(rollouts(1000, [falsely, falsely]));
  expect(figures).toMatchObject({ early: { value: 1 }, missed: { value: 0 } });
  expect(figures).not.toHaveProperty('delay');
});

test('each rule has its own, and one that judges nothing has none', () => {
  const unjudged = [{ guardrail: 'latency', reason: 'has no test for it' }];
  const mute: RuleResult = { ...waiting, rule: 'mute', decision: 'unjudged', unjudged };
  const [first, second] = ruleFiguresOf([
    { seed: 1, ...span, fault: null, rules: [falsely, mute] },
  ]);
  expect(first?.falseRollbacks?.value).toBe(1);
  expect(second).toEqual({ rule: 'mute', healthy: 1, faulty: 0, unjudged });
});
