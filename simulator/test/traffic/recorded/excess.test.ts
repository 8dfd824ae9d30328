import { expect, test } from 'vitest';

import { Random } from '../../../src/random/random.ts';
import { Excess } from '../../../src/traffic/recorded/excess.ts';
import { openSource } from '../../../src/traffic/open-source.ts';
import { excessOfCounts, excessOfMeans } from '../../../src/traffic/excess.ts';
import { record } from '../../recordings/files.ts';
import { guardrailWith, policyWith } from '../policy.ts';
import { start } from './recordings.ts';

test('the largest excess of a tail, whichever side is worse', () => {
  expect(excessOfCounts([1, 1, 8], [5, 3, 2], 'higher')).toBeCloseTo(0.6, 10);
  expect(excessOfCounts([5, 3, 2], [1, 1, 8], 'lower')).toBeCloseTo(0.6, 10);
  expect(excessOfCounts([5, 3, 2], [1, 1, 8], 'higher')).toBe(0);
  // Tails that cross: the canary has more of the good and of the bad values.
  expect(excessOfCounts([4, 2, 4], [3, 5, 2], 'higher')).toBeCloseTo(0.2, 10);
  expect(excessOfCounts([0, 0, 0], [1, 1, 8], 'higher')).toBe(0);
});

test('of means it is that of normal values', () => {
  // 2 Phi(.5) - 1 and 2 Phi(1) - 1
  expect(excessOfMeans(1, 1)).toBeCloseTo(0.3829, 4);
  expect(excessOfMeans(6, 3)).toBeCloseTo(0.6827, 4);
  expect(excessOfMeans(-1, 1)).toBe(0);
  expect(excessOfMeans(1, 0)).toBe(1);
});

test('bad outcomes are counted beside the baseline of the same time, or the usual one', () => {
  const errors = guardrailWith('type: proportion, worse: higher');
  const excess = new Excess([errors], [{ count: 100, hits: 10 }], [{ count: 1000, hits: 50 }]);
  expect(excess.of({ count: 20, hits: 3 }, { count: 100, hits: 10 })).toBeCloseTo(1, 10);
  expect(excess.of({ count: 20, hits: 0 }, { count: 100, hits: 10 })).toBeCloseTo(-2, 10);
  expect(excess.of({ count: 20, hits: 3 })).toBeCloseTo(2, 10);
  expect(excess.of(undefined)).toBe(0);
});

test('events are counted beside the exposure, and missing ones where lower is worse', () => {
  const canary = { hits: 12, exposure: 10 };
  const baseline = { hits: 80, exposure: 100 };
  const more = guardrailWith('type: rate, worse: higher');
  expect(new Excess([more], [canary], [baseline]).of(canary, baseline)).toBeCloseTo(4, 10);
  const fewer = guardrailWith('type: rate, worse: lower');
  expect(new Excess([fewer], [canary], [baseline]).of(canary, baseline)).toBeCloseTo(-4, 10);
});

test.each([
  ['type: histogram, worse: higher', [5, 3, 2], [1, 1, 8], 0.6],
  ['type: histogram, worse: lower', [5, 3, 2], [1, 1, 8], 0],
])('of a histogram the overall share counts: %s', (settings, baseline, canary, share) => {
  const edges = [1, 2];
  const excess = new Excess(
    [guardrailWith(settings)],
    [{ edges, counts: canary }],
    [{ edges, counts: baseline }],
  );
  expect(excess.of({ edges, counts: [0, 10, 30] })).toBeCloseTo(share * 40, 10);
});

test('of means and categories the overall share counts as well', () => {
  const score = guardrailWith('type: mean, worse: lower, range: [0, 10]');
  const baseline = { count: 100, sum: 500, sumOfSquares: 2900 };
  const canary = { count: 10, sum: 30, sumOfSquares: 100 };
  // Two below, of a standard deviation of two.
  expect(new Excess([score], [canary], [baseline]).of(canary)).toBeCloseTo(3.829, 3);
  const labels = { counts: { a: 8, b: 2 } };
  const device = guardrailWith('type: categories');
  expect(new Excess([device], [labels], [{ counts: { a: 5, b: 5 } }]).of(labels)).toBeCloseTo(
    3,
    10,
  );
});

test('of several guardrails it is the one that most requests came out worse in', () => {
  const guardrails = policyWith(
    'guardrails: { errors: { type: proportion, worse: higher }, late: { type: proportion, worse: higher }, unseen: { type: categories } }',
  ).guardrails;
  const samples = (errors: number, late: number): { count: number; hits: number }[] =>
    [errors, late].map((hits) => ({ count: 100, hits }));
  expect(new Excess(guardrails, samples(5, 30), samples(5, 10)).metric).toBe(1);
  expect(new Excess(guardrails, samples(2, 3), samples(3, 10)).metric).toBe(0);
  expect(new Excess(guardrails, [], []).metric).toBe(-1);
});

test('in a shadow log each request of the canary is beside what the baseline did with it', async () => {
  const random = new Random(31);
  const lines = Array.from({ length: 2000 }, (_, place) => ({
    time: start + place * 100,
    outcomes: {
      v12: { errors: random.uniform() < 0.1 ? 1 : 0 },
      v13: { errors: random.uniform() < 0.2 ? 1 : 0 },
    },
  }));
  const policy = policyWith(
    'tick: 10s, baseline: v12, canary: v13, guardrails: { errors: { type: proportion, worse: higher } }',
  );
  const source = await openSource({ kind: 'recording', file: record(lines) }, policy, {});
  const course = source.start(8);
  const split = new Random(8);
  for (let interval = 0; interval < source.intervals; interval += 1) {
    const share = interval % 2 === 0 ? 0.2 : 0.7;
    const expected = lines
      .slice(interval * 100, interval * 100 + 100)
      .filter(() => split.uniform() < share)
      .reduce((sum, { outcomes: { v12, v13 } }) => sum + v13.errors - v12.errors, 0);
    expect(course.next(share).excessBad).toBeCloseTo(expected, 9);
  }
});
