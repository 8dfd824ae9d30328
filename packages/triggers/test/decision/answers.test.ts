import { describe, expect, test } from 'vitest';

import { answersOf, type Answer } from '../../src/decision/answers.ts';
import type { Input } from '../../src/decision/input.ts';
import { initialDecision } from '../../src/decision/initial.ts';
import type { Guardrail, ModelPolicy } from '../../src/policy/model.ts';
import { errors, policyWith } from '../support/policies.ts';
import { runOf } from '../support/run.ts';
import { errorTick, tickOf, versions, type Sample } from '../support/ticks.ts';

const policy = policyWith({ rest: { rollout: { steps: [0.05], dwell: 60_000, holdback: 0.01 } } });

function answersAfter(
  inputs: readonly Input[],
  now: number,
  chosen: ModelPolicy = policy,
): Answer[] {
  const state = runOf(chosen, inputs).at(-1)?.state ?? initialDecision(chosen);
  return answersOf(chosen, versions, state, now);
}

function ticks(count: number, canary: Sample, baseline: Sample): Input[] {
  return Array.from({ length: count }, (_, index) => errorTick(index, canary, baseline));
}

const second = 1000;

describe('what a comparison says', () => {
  test.each<[string, Input[], number, Answer['answer'], RegExp]>([
    ['nothing yet', [], 0, 'unknown', /^v13 has not been observed by it$/],
    [
      'only the baseline',
      ticks(3, [0, 0], [100, 1]),
      30 * second,
      'unknown',
      /^v13 has not been observed by it$/,
    ],
    [
      'only the canary',
      ticks(3, [100, 1], [0, 0]),
      30 * second,
      'unknown',
      /^v12 has not been observed by it$/,
    ],
    [
      'too little for either',
      ticks(3, [20, 0], [20, 0]),
      30 * second,
      'unknown',
      /^errors: hits of v13 are 0\.00 % .*; too few outcomes for either: evidence -\d\.\d\d < 4\.61$/,
    ],
    [
      'too little for any evidence',
      ticks(1, [5, 0], [5, 0]),
      10 * second,
      'unknown',
      /^errors: hits of v13 are .*; too few outcomes for either$/,
    ],
    [
      'much that is healthy',
      ticks(20, [1000, 10], [1000, 10]),
      200 * second,
      'acceptable',
      /^errors: .*; not worse by its harm or more, evidence \d+\.\d\d >= 3\.00$/,
    ],
    [
      'much that is healthy, then silence of the canary',
      ticks(20, [1000, 10], [1000, 10]),
      3600 * second,
      'unknown',
      /^v13 and v12 are silent: no outcome for longer than 10m, last at 1970-01-01T00:03:20\.000Z$/,
    ],
  ])('of %s', (_, inputs, now, answer, reason) => {
    const [found] = answersAfter(inputs, now);
    expect(found).toMatchObject({ guardrail: 'errors', answer });
    expect(found?.reason).toMatch(reason);
  });

  test('is harmful where its own evidence is enough, though that of all is not', () => {
    const quiet: Guardrail[] = Array.from({ length: 9 }, (_, index) => ({
      ...errors,
      name: `quiet ${index}`,
    }));
    const many = policyWith({ guardrails: [errors, ...quiet] });
    const inputs = Array.from({ length: 30 }, (_, index) =>
      tickOf(index, { errors: { canary: [100, 4], baseline: [100, 1] } }),
    );
    const state = runOf(many, inputs)
      .map((step) => step.state)
      .find((each) => answersOf(many, versions, each, 300 * second)[0]?.answer === 'harmful');
    expect(state?.phase).toBe('trial');
  });

  test('is unknown where the versions are not selected as their weights say', () => {
    const weights = { v12: 90, v13: 10 };
    const unfair = ticks(30, [300, 3], [900, 9]).map((tick) => ({ ...tick, weights }));
    const [answer] = answersAfter(unfair, 300 * second);
    expect(answer).toMatchObject({
      answer: 'unknown',
      reason: 'the versions are not selected as their weights say: comparisons are void',
    });
  });
});

test('what has no promotion test is acceptable after a whole dwell below the release line', () => {
  const { tolerance: _, ...limited } = { ...errors, limit: { bound: 0.1 } };
  const limits = policyWith({
    guardrails: [limited],
    rest: { rollout: { steps: [0.05], dwell: 60_000, holdback: 0.01 } },
  });
  const inputs = ticks(6, [100, 1], [0, 0]);
  const reason = expect.stringContaining('below the release line for a whole dwell');
  expect(answersAfter(inputs.slice(0, 5), 50 * second, limits)).toMatchObject([
    { answer: 'unknown' },
  ]);
  expect(answersAfter(inputs, 60 * second, limits)).toMatchObject([
    { answer: 'acceptable', reason },
  ]);
});

test('nothing is said of a version that is out of service', () => {
  expect(answersAfter([errorTick(0, [1000, 1000], [1000, 0])], 10 * second)).toEqual([]);
});
