import { describe, expect, test } from 'vitest';

import { figuresOf } from '../../src/rollouts/figures-of.ts';
import type { RolloutResult } from '../../src/rollouts/rollout-result.ts';
import { resultWith } from './result-with.ts';

const healthy = resultWith({});
const faulty = resultWith({ fault: 0, faultyRequests: 800 });

const times = <Item>(count: number, item: Item): Item[] =>
  Array.from({ length: count }, () => item);
const found = (requests: number): RolloutResult => ({
  ...faulty,
  delay: { time: 10 * requests, requests },
});

test('nothing is measured on nothing', () => {
  expect(figuresOf([])).toEqual({ healthy: 0, faulty: 0 });
});

test('shares have the published intervals of Clopper and Pearson', () => {
  const results = [
    ...times(9, healthy),
    { ...healthy, falseRollback: true },
    ...times(5, faulty),
    ...times(5, found(1)),
  ];
  const figures = figuresOf(results);
  expect(figures).toMatchObject({ healthy: 10, faulty: 10 });
  // binom.test(1, 10), binom.test(0, 10) and binom.test(5, 10) of R
  expect(figures.falseRollbacks).toMatchObject({ value: 0.1 });
  expect(figures.falseRollbacks?.low).toBeCloseTo(0.002528579, 8);
  expect(figures.falseRollbacks?.high).toBeCloseTo(0.445016117, 8);
  expect(figures.promoted).toMatchObject({ value: 0, low: 0 });
  expect(figures.promoted?.high).toBeCloseTo(0.3084971, 6);
  expect(figures.missed?.low).toBeCloseTo(0.187086, 6);
  expect(figures.missed?.high).toBeCloseTo(0.812914, 6);
  expect(figures.early).toMatchObject({ value: 0 });
});

describe('delays', () => {
  test('of ten are within the fifth and the ninth', () => {
    const results = [7, 3, 9, 1, 10, 2, 8, 4, 6, 5].map(found);
    expect(figuresOf(results).delay).toEqual({
      median: { time: 50, requests: 5 },
      p90: { time: 90, requests: 9 },
    });
  });

  test('are infinite where too many were never rolled back', () => {
    const never = { time: Infinity, requests: Infinity };
    const most = figuresOf([...times(8, found(3)), ...times(2, faulty)]);
    expect(most.delay).toEqual({ median: { time: 30, requests: 3 }, p90: never });
    expect(figuresOf(times(3, faulty)).delay).toEqual({ median: never, p90: never });
  });

  test('are not those of canaries that were out of service before the fault', () => {
    const early = { ...faulty, falseRollback: true, faultyRequests: 0 };
    const figures = figuresOf([early, early, found(4)]);
    expect(figures.delay?.p90).toEqual({ time: 40, requests: 4 });
    expect(figures.missed?.value).toBe(0);
    expect(figures.early?.value).toBeCloseTo(2 / 3, 12);
    expect(figuresOf([early])).not.toHaveProperty('delay');
  });
});

test("the harm is a mean with Student's interval", () => {
  // The sleep of ten patients (Student 1908): 95 % interval of the mean difference 0.7001142 to 2.4598858.
  const differences = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];
  const { harm } = figuresOf(differences.map((excessBad) => ({ ...faulty, excessBad })));
  expect(harm?.value).toBeCloseTo(1.58, 12);
  expect(harm?.low).toBeCloseTo(0.7001142, 4);
  expect(harm?.high).toBeCloseTo(2.4598858, 4);
});

test('transitions are those of healthy rollouts, per day of all of them', () => {
  const results = [
    { ...healthy, transitions: 2, days: 1 },
    { ...healthy, transitions: 10, days: 3 },
    { ...faulty, transitions: 100 },
  ];
  expect(figuresOf(results).transitionsPerDay).toBeCloseTo(3, 12);
  expect(figuresOf([faulty])).not.toHaveProperty('transitionsPerDay');
});

test('one rollout tells nothing of how much the harm varies', () => {
  expect(figuresOf([faulty])).not.toHaveProperty('harm');
});
