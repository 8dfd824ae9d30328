import { expect, test } from 'vitest';

import { mean, type Moments } from '../../src/rules/arithmetic/moments.ts';
import { growthBook, halfWidth } from '../../src/rules/growthbook.ts';
import { repeated, run, tick, ticks } from './ticks.ts';

// Both from the tests of gbstats: sums, sums of squares and sizes of `a` and `b`.
const baseline: Moments = { sum: 1396.87, sumOfSquares: 52_377.9767, count: 3000 };
const canary: Moments = { sum: 2422.7, sumOfSquares: 134_698.29, count: 3461 };

test("the lower bound of GrowthBook's own test, absolute, N* = 5000", () => {
  const width = halfWidth({ canary, baseline }, 0.05, 5000) ?? Number.NaN;
  expect(mean(canary) - mean(baseline) - width).toBeCloseTo(-0.12656844172804982, 12);
});

test('it rolls back once the bound is above zero, and on the worse side alone', () => {
  const twice = ticks(repeated(100, [8, 400]));
  const { decision, state } = run(growthBook, { worse: 'higher' }, twice);
  expect(decision).toMatchObject({ action: 'rollback' });
  expect(decision?.reason).toMatch(/^95 % sure at any time that the canary is worse by 0\.0\d+ or/);
  const bound = mean(state.canary) - mean(state.baseline) - (halfWidth(state, 0.05, 5000) ?? 0);
  expect(bound).toBeGreaterThan(0);
  const tooEarly = twice.slice(0, (decision?.tick ?? 1) - 1);
  expect(run(growthBook, { worse: 'higher' }, tooEarly).decision).toBeUndefined();
  expect(run(growthBook, { worse: 'lower' }, twice).decision).toBeUndefined();
});

test('an arm without variance says nothing, however many outcomes it has', () => {
  const perfect = Array.from({ length: 50 }, (_, i) => tick(i + 1, [100, 100], [0, 10_000]));
  expect(run(growthBook, { worse: 'higher' }, perfect).decision).toBeUndefined();
});

test('by default the risk is 5 % and the bound tightest at 5,000 outcomes', () => {
  const twice = ticks(repeated(100, [8, 400]));
  const { decision } = run(growthBook, { worse: 'higher' }, twice);
  const explicit = { worse: 'higher', alpha: 0.05, tuning: 5000 } as const;
  expect(run(growthBook, explicit, twice).decision).toEqual(decision);
  expect(run(growthBook, { ...explicit, tuning: 4000 }, twice).decision).not.toEqual(decision);
});
