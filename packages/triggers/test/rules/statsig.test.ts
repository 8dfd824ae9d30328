import { describe, expect, test } from 'vitest';

import { mean, sampleVariance, type Moments } from '../../src/rules/arithmetic/moments.ts';
import { criticalValue, statsig } from '../../src/rules/statsig.ts';
import { repeated, run, ticks } from './ticks.ts';

describe('the critical value', () => {
  const arm = (count: number): Moments => ({
    count,
    sum: 0.01 * count,
    sumOfSquares: 0.01 * count,
  });

  test('of equal arms is the same at every size, by the published formula with V / tau = 2 / Z^2', () => {
    for (const count of [1e3, 1e5, 1e8]) {
      const equal = { canary: arm(count), baseline: arm(count) };
      expect(criticalValue(equal, 0.05)).toBeCloseTo(3.5845153597, 6);
      expect(criticalValue(equal, 0.01)).toBeCloseTo(3.9616173772, 6);
    }
  });

  test('is where the mixture likelihood ratio of Zhao et al. reaches 2 / alpha', () => {
    const totals = {
      canary: { count: 700, sum: 31, sumOfSquares: 31 },
      baseline: { count: 9300, sum: 120, sumOfSquares: 120 },
    };
    const alpha = 0.05;
    const variance = sampleVariance(totals.canary) / 700 + sampleVariance(totals.baseline) / 9300;
    const sum = sampleVariance(totals.canary) + sampleVariance(totals.baseline);
    const mixing = (1.959963984540054 ** 2 * sum) / 10_000;
    const difference = criticalValue(totals, alpha) * Math.sqrt(variance);
    const ratio =
      Math.sqrt(variance / (variance + mixing)) *
      Math.exp((mixing * difference ** 2) / (2 * variance * (variance + mixing)));
    expect(ratio).toBeCloseTo(2 / alpha, 9);
  });
});

test('it rolls back beyond that many standard errors, on the worse side alone', () => {
  const worse = ticks(repeated(100, [8, 400]));
  const { decision, state } = run(statsig, { worse: 'higher' }, worse);
  const { canary, baseline } = state;
  const error = Math.sqrt(
    sampleVariance(canary) / canary.count + sampleVariance(baseline) / baseline.count,
  );
  expect(mean(canary) - mean(baseline)).toBeGreaterThan(criticalValue(state, 0.05) * error);
  expect(decision?.reason).toMatch(
    /^the canary is worse by 0\.01 > 0\.00\d+ \(\S+ standard errors/,
  );
  expect(
    run(statsig, { worse: 'higher' }, worse.slice(0, (decision?.tick ?? 1) - 1)).decision,
  ).toBe(undefined);
  expect(run(statsig, { worse: 'lower' }, worse).decision).toBeUndefined();
});

test('nothing can be told without any variance', () => {
  expect(run(statsig, { worse: 'lower' }, ticks(repeated(9, [0, 0]))).decision).toBeUndefined();
});

test('by default the risk is 5 %', () => {
  const worse = ticks(repeated(100, [8, 400]));
  const { decision } = run(statsig, { worse: 'higher' }, worse);
  expect(run(statsig, { worse: 'higher', alpha: 0.05 }, worse).decision).toEqual(decision);
  expect(run(statsig, { worse: 'higher', alpha: 0.04 }, worse).decision).not.toEqual(decision);
});
