import { expect, test } from 'vitest';

import { estimateOf, type Estimate } from '../../src/rules/arithmetic/estimate.ts';
import { mean, type Compared, type Moments } from '../../src/rules/arithmetic/moments.ts';
import { growthBook, halfWidth } from '../../src/rules/growthbook.ts';
import type { Pair } from '../../src/ticks/tick.ts';
import { rateTicks, repeated, run, tick, ticks } from './ticks.ts';

function estimates(compared: Compared, totals: Pair<Moments>): Pair<Estimate> {
  const { canary, baseline } = totals;
  return { canary: estimateOf(compared, canary), baseline: estimateOf(compared, baseline) };
}

// Both from the tests of gbstats: sums, sums of squares and sizes of `a` and `b`.
const baseline: Moments = { sum: 1396.87, sumOfSquares: 52_377.9767, count: 3000 };
const canary: Moments = { sum: 2422.7, sumOfSquares: 134_698.29, count: 3461 };

test("the lower bound of GrowthBook's own test, absolute, N* = 5000", () => {
  const width = halfWidth(estimates('mean', { canary, baseline }), 0.05, 5000) ?? Number.NaN;
  expect(mean(canary) - mean(baseline) - width).toBeCloseTo(-0.12656844172804982, 12);
});

test('it rolls back once the bound is above zero, and on the worse side alone', () => {
  const twice = ticks(repeated(100, [8, 400]));
  const { decision, state } = run(growthBook, { worse: 'higher' }, twice);
  expect(decision).toMatchObject({ action: 'rollback' });
  expect(decision?.reason).toMatch(/^95 % sure at any time that the canary is worse by 0\.0\d+ or/);
  const bound =
    mean(state.canary) -
    mean(state.baseline) -
    (halfWidth(estimates('mean', state), 0.05, 5000) ?? 0);
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

test('rates are compared by the same bound, with events in the place of outcomes', () => {
  const rate = { worse: 'higher', compared: 'rate' } as const;
  const twice = rateTicks(400, [4, 200], [8, 800]);
  const { decision, state } = run(growthBook, rate, twice);
  expect(decision).toMatchObject({ action: 'rollback' });
  const { canary, baseline } = estimates('rate', state);
  const [n, variance] = [12 * (decision?.tick ?? 0), canary.variance + baseline.variance];
  const rhoSquared = (-2 * Math.log(0.1) + Math.log(1 - 2 * Math.log(0.1))) / 5000;
  const width = Math.sqrt(
    ((variance * 2 * (n * rhoSquared + 1)) / (n * rhoSquared)) *
      Math.log(1 + Math.sqrt(n * rhoSquared + 1) / 0.1),
  );
  expect(halfWidth({ canary, baseline }, 0.05, 5000)).toBeCloseTo(width, 14);
  expect(0.02 - 0.01).toBeGreaterThan(width);
  expect(run(growthBook, rate, twice.slice(0, (decision?.tick ?? 1) - 1)).decision).toBeUndefined();
  expect(run(growthBook, { ...rate, worse: 'lower' }, twice).decision).toBeUndefined();
  // Hours or seconds, it is the same.
  const inSeconds = rateTicks(400, [4, 200 * 3600], [8, 800 * 3600]);
  expect(run(growthBook, rate, inSeconds).decision?.tick).toBe(decision?.tick);
});

test('equal rates are no reason, nor is an arm without any event', () => {
  const rate = { worse: 'higher', compared: 'rate' } as const;
  expect(run(growthBook, rate, rateTicks(2000, [2, 200], [8, 800])).decision).toBeUndefined();
  expect(run(growthBook, rate, rateTicks(2000, [8, 200], [0, 800])).decision).toBeUndefined();
});
