import { describe, expect, test } from 'vitest';

import { measure, type Condition } from '../../src/rules/condition.ts';
import { tick } from './ticks.ts';

type Case = [canary: [number, number], baseline: [number, number], outcome: string];

describe('a limit', () => {
  const least: Condition = { worse: 'lower', limit: 0.9 };
  test.each<Case>([
    [[90, 100], [0, 0], 'passed'],
    [[89, 100], [0, 0], 'failed'],
    [[0, 0], [90, 100], 'missing'],
  ])('of 0.9 at least, canary %j', (canary, baseline, outcome) => {
    expect(measure(least, tick(1, canary, baseline)).outcome).toBe(outcome);
  });
});

describe('a tolerance', () => {
  // Up to 10 % and one point more misses: 1 - (0.01 + 1.1 (1 - hits)).
  const tolerance: Condition = { worse: 'lower', tolerance: { offset: -0.11, ratio: 1.1 } };
  test.each<Case>([
    [[88, 100], [90, 100], 'passed'],
    [[87, 100], [90, 100], 'failed'],
    [[100, 100], [90, 100], 'passed'],
    [[88, 100], [0, 0], 'unknown'],
    [[0, 0], [0, 0], 'missing'],
  ])('for misses, canary %j, baseline %j', (canary, baseline, outcome) => {
    expect(measure(tolerance, tick(1, canary, baseline)).outcome).toBe(outcome);
  });
});

test('the limit holds also where there is no baseline to compare with', () => {
  const both: Condition = { worse: 'higher', limit: 0.05, tolerance: { offset: 0, ratio: 1 } };
  expect(measure(both, tick(1, [6, 100], [0, 0])).outcome).toBe('failed');
  expect(measure(both, tick(1, [5, 100], [0, 0])).outcome).toBe('unknown');
});

test('with neither there is nothing to fail', () => {
  expect(measure({ worse: 'higher' }, tick(1, [100, 100])).outcome).toBe('passed');
});

test('a value on the bound is acceptable, whatever rounding says', () => {
  for (let percent = 1; percent < 100; percent += 1) {
    const baseline: [number, number] = [percent, 1000];
    const tenthMore: Condition = { worse: 'higher', tolerance: { offset: 0, ratio: 1.1 } };
    expect(measure(tenthMore, tick(1, [11 * percent, 10_000], baseline)).outcome).toBe('passed');
    const good: [number, number] = [1000 - percent, 1000];
    const moreMisses: Condition = { worse: 'lower', tolerance: { offset: -0.1, ratio: 1.1 } };
    const canary: [number, number] = [10_000 - 11 * percent, 10_000];
    expect(measure(moreMisses, tick(1, canary, good)).outcome).toBe('passed');
  }
});
