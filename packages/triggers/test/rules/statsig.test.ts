import { describe, expect, test } from 'vitest';

import { estimateOf, type Estimate } from '../../src/rules/arithmetic/estimate.ts';
import {
  mean,
  rateMoments,
  sampleVariance,
  type Compared,
  type Moments,
} from '../../src/rules/arithmetic/moments.ts';
import { criticalValue, statsig } from '../../src/rules/statsig.ts';
import type { Pair } from '../../src/ticks/tick.ts';
import { rateTicks, repeated, run, ticks } from './ticks.ts';

function estimates(
  { canary, baseline }: Pair<Moments>,
  compared: Compared = 'mean',
): Pair<Estimate> {
  return { canary: estimateOf(compared, canary), baseline: estimateOf(compared, baseline) };
}

describe('the critical value', () => {
  const arm = (count: number): Moments => ({
    count,
    sum: 0.01 * count,
    sumOfSquares: 0.01 * count,
  });

  test('of equal arms is the same at every size, by the published formula with V / tau = 2 / Z^2', () => {
    for (const count of [1e3, 1e5, 1e8]) {
      const equal = estimates({ canary: arm(count), baseline: arm(count) });
      expect(criticalValue(equal, 0.05)).toBeCloseTo(3.5845153597, 6);
      expect(criticalValue(equal, 0.01)).toBeCloseTo(3.9616173772, 6);
    }
  });

  test('of equal arms is that of rates as well, whatever the unit of the exposure', () => {
    for (const exposure of [1e-3, 1, 3600]) {
      const events = rateMoments({ hits: 500, exposure });
      const equal = estimates({ canary: events, baseline: events }, 'rate');
      expect(criticalValue(equal, 0.05)).toBeCloseTo(3.5845153597, 9);
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
    const difference = criticalValue(estimates(totals), alpha) * Math.sqrt(variance);
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
  expect(mean(canary) - mean(baseline)).toBeGreaterThan(
    criticalValue(estimates(state), 0.05) * error,
  );
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

test('rates are told apart by their Poisson variance, on the worse side alone', () => {
  const rate = { worse: 'higher', compared: 'rate' } as const;
  const twice = rateTicks(400, [4, 2], [8, 8]);
  const { decision } = run(statsig, rate, twice);
  expect(decision?.action).toBe('rollback');
  const tick = decision?.tick ?? 0;
  // The difference is 1 an hour; its variance 2 / (2 tick) + 1 / (8 tick).
  const excess = (ticks: number): number => {
    const totals = {
      canary: rateMoments({ hits: 4 * ticks, exposure: 2 * ticks }),
      baseline: rateMoments({ hits: 8 * ticks, exposure: 8 * ticks }),
    };
    return (
      1 - criticalValue(estimates(totals, 'rate'), 0.05) * Math.sqrt(1 / ticks + 1 / (8 * ticks))
    );
  };
  expect(excess(tick)).toBeGreaterThan(0);
  expect(excess(tick - 1)).toBeLessThanOrEqual(0);
  expect(run(statsig, { ...rate, worse: 'lower' }, twice).decision).toBeUndefined();
  expect(run(statsig, rate, rateTicks(2000, [2, 2], [8, 8])).decision).toBeUndefined();
  const inSeconds = rateTicks(400, [4, 7200], [8, 28_800]);
  expect(run(statsig, rate, inSeconds).decision?.tick).toBe(tick);
});
