import { describe, expect, test } from 'vitest';

import { poissonIncrements } from '../../src/evidence/poisson-grid.ts';
import { rateLimit } from '../../src/evidence/rate-limit.ts';
import { rate } from '../../src/evidence/rate.ts';
import type { RateSample } from '../../src/ticks/samples/rate.ts';
import type { Pair } from '../../src/ticks/tick.ts';
import { poissonMasses } from '../oracles/poisson-counts.ts';

/** The largest expectation of the e-values of a block, if events happen at these rates. */
function largest(
  exposures: Pair<number>,
  rates: Pair<number>,
  increments: (block: Pair<RateSample>) => readonly number[] | undefined,
): number {
  const sums: number[] = [];
  const canaryMasses = poissonMasses(rates.canary * exposures.canary);
  const baselineMasses = poissonMasses(rates.baseline * exposures.baseline);
  for (const [canaryHits, canaryMass] of canaryMasses.entries()) {
    for (const [baselineHits, baselineMass] of baselineMasses.entries()) {
      const block = {
        canary: { hits: canaryHits, exposure: exposures.canary },
        baseline: { hits: baselineHits, exposure: exposures.baseline },
      };
      for (const [k, increment] of (increments(block) ?? []).entries()) {
        sums[k] = (sums[k] ?? 0) + canaryMass * baselineMass * Math.exp(increment);
      }
    }
  }
  return Math.max(...sums);
}

const harm = { relative: 0.5 };

const exposures = [
  { canary: 0.05, baseline: 2 },
  { canary: 1.5, baseline: 1.5 },
  { canary: 2, baseline: 0.05 },
];

describe.each([
  ['higher', 0, [1, 0.5, 0]],
  ['higher', 0.3, [1.3, 1, 0]],
  ['lower', 0, [1, 2]],
  ['lower', 0.3, [0.7, 1, 2]],
] as const)('where %s is worse and %d is tolerated', (worse, relative, ratios) => {
  const increments = (block: Pair<RateSample>): readonly number[] | undefined =>
    rate.step({ worse, tolerance: { relative }, harm }, null, block).increments;

  test('no e-value is expected to exceed 1 within tolerance', () => {
    for (const exposure of exposures) {
      for (const baseline of [0, 0.4, 2]) {
        for (const ratio of ratios) {
          const value = largest(exposure, { canary: ratio * baseline, baseline }, increments);
          expect(value).toBeLessThanOrEqual(1 + 1e-9);
        }
      }
    }
    const boundary = { canary: 2 * ratios[0], baseline: 2 };
    expect(largest({ canary: 1.5, baseline: 1.5 }, boundary, increments)).toBeGreaterThan(1 - 1e-9);
  });

  test('and one is expected to beyond it', () => {
    const beyond = { canary: 2 * ratios[0] * (worse === 'higher' ? 2 : 0.5), baseline: 2 };
    expect(largest({ canary: 1.5, baseline: 1.5 }, beyond, increments)).toBeGreaterThan(1.1);
  });
});

test('is the Poisson grid with the exposures as sizes, whatever their unit', () => {
  const options = { worse: 'higher', tolerance: { relative: 0.1 }, harm } as const;
  const block = { canary: { hits: 3, exposure: 20 }, baseline: { hits: 4, exposure: 380 } };
  const expected = poissonIncrements(1.1, {
    canary: { bad: 3, count: 20 },
    baseline: { bad: 4, count: 380 },
  });
  const hours = {
    canary: { hits: 3, exposure: 20 / 3600 },
    baseline: { hits: 4, exposure: 380 / 3600 },
  };
  expect(rate.step(options, null, block)).toEqual({ state: null, increments: expected });
  for (const [k, increment] of (rate.step(options, null, hours).increments ?? []).entries()) {
    expect(increment).toBeCloseTo(expected[k] ?? NaN, 12);
  }
});

describe.each([
  ['higher', [2, 1, 0]],
  ['lower', [2, 3, 10]],
] as const)('a limit of 2 where %s is worse', (worse, rates) => {
  const options = { worse, limit: 2 };
  const increments = (block: Pair<RateSample>): readonly number[] | undefined =>
    rateLimit.step(options, null, block).increments;

  test.each(rates)('no e-value is expected to exceed 1 at a rate of %d', (canary) => {
    for (const exposure of [0, 0.01, 3]) {
      const value = largest({ canary: exposure, baseline: 0 }, { canary, baseline: 0 }, increments);
      expect(value).toBeLessThanOrEqual(1 + 1e-9);
      expect(value).toBeGreaterThan(canary === 2 ? 1 - 1e-9 : 0);
    }
  });

  test('and one is expected to beyond it', () => {
    const canary = worse === 'higher' ? 4 : 1;
    const value = largest({ canary: 3, baseline: 0 }, { canary, baseline: 0 }, increments);
    expect(value).toBeGreaterThan(1.5);
  });
});
