import { describe, expect, test } from 'vitest';

import { shareIncrements } from '../../src/evidence/limit-grid.ts';
import { proportionLimit } from '../../src/evidence/proportion-limit.ts';
import { edgeOfLimit, quantileLimit } from '../../src/evidence/quantile-limit.ts';

const edges = [100, 250, 500, 1000];
const canary = { edges, counts: [10, 20, 30, 4, 2] };
const baseline = { edges, counts: [0, 0, 0, 0, 0] };

describe('edgeOfLimit', () => {
  test.each([
    ['higher', 500, 500],
    ['higher', 501, 1000],
    ['higher', 20, 100],
    ['lower', 500, 500],
    ['lower', 499, 250],
    ['lower', 5000, 1000],
  ] as const)('where %s is worse, %d is judged at %d', (worse, limit, edge) => {
    expect(edgeOfLimit(edges, { worse, limit })).toBe(edge);
  });

  test.each([
    [
      'higher',
      1001,
      "the limit 1001 is above the histogram's last edge, 1000: add an edge at 1001",
    ],
    ['lower', 99, "the limit 99 is below the histogram's first edge, 100: add an edge at 99"],
  ] as const)('where %s is worse, %d is beyond the edges', (worse, limit, message) => {
    const error = expect.objectContaining({ code: 'limit-beyond-edges', message });
    expect(() => edgeOfLimit(edges, { worse, limit })).toThrow(error);
  });
});

describe('quantileLimit', () => {
  test.each([
    ['p99 <= 500', 'higher', 0.99, 500, 6, 0.01],
    ['p99 <= 400, at 500', 'higher', 0.99, 400, 6, 0.01],
    ['p50 <= 100', 'higher', 0.5, 100, 56, 0.5],
    ['p10 >= 250', 'lower', 0.1, 250, 30, 0.1],
    ['p10 >= 300, at 250', 'lower', 0.1, 300, 30, 0.1],
  ] as const)('%s is a limit on a share', (_, worse, quantile, limit, bad, acceptable) => {
    const { state, increments } = quantileLimit.step({ worse, quantile, limit }, null, {
      canary,
      baseline,
    });
    expect(state).toBeNull();
    const expected = shareIncrements(acceptable, { count: 66, bad });
    expect(increments).toHaveLength(expected.length);
    for (const [k, increment] of (increments ?? []).entries()) {
      expect(increment).toBeCloseTo(expected[k] ?? NaN, 10);
    }
  });
});

describe('shareIncrements', () => {
  test.each([
    [0.01, 20, 3],
    [0.3, 400, 130],
    [0.99, 50, 50],
    [0.5, 1e7, 5.2e6],
  ])('are log likelihood ratios: p0 = %d, n = %d, x = %d', (p0, count, bad) => {
    for (const [k, effect] of [1.1, 1.2, 1.4, 1.8, 2.5, 4, 10].entries()) {
      const odds = (effect * p0) / (1 - p0);
      const p = odds / (1 + odds);
      expect(p).toBeGreaterThan(p0);
      expect(p).toBeLessThan(1);
      const expected = bad * Math.log(p / p0) + (count - bad) * Math.log((1 - p) / (1 - p0));
      const increment = shareIncrements(p0, { count, bad })[k] ?? NaN;
      expect(Math.abs(increment - expected)).toBeLessThan(1e-7 + 1e-12 * count);
    }
  });

  test('no outcome says nothing', () => {
    for (const increment of shareIncrements(0.01, { count: 0, bad: 0 }))
      expect(increment + 0).toBe(0);
  });
});

test.each([
  ['higher', 0.02, { count: 50, hits: 3 }, 0.02, 3],
  ['lower', 0.85, { count: 50, hits: 30 }, 0.15, 20],
  ['lower', 0.01, { count: 50, hits: 0 }, 0.99, 50],
] as const)(
  'a proportion limit counts what is worse: %s, %d',
  (worse, limit, canary, acceptable, bad) => {
    const { increments } = proportionLimit.step({ worse, limit }, null, {
      canary,
      baseline: canary,
    });
    const expected = shareIncrements(acceptable, { count: canary.count, bad });
    for (const [k, increment] of (increments ?? []).entries()) {
      expect(increment).toBeCloseTo(expected[k] ?? NaN, 10);
    }
    expect(Math.max(...(increments ?? []))).toBeGreaterThan(0);
  },
);
