import { describe, expect, test } from 'vitest';

import { measure, type Condition } from '../../src/rules/condition.ts';
import { singleValue } from '../../src/rules/arithmetic/moments.ts';
import {
  distanceCondition,
  meanCondition,
  quantileConditions,
  type MeanLike,
} from '../../src/rules/guardrail-condition.ts';
import type { HistogramGuardrail, MeanGuardrail } from '../../src/policy/model.ts';

/** Whether a tick fails in which the canary has this value and the baseline that. */
function fails(condition: Condition, canary: number, baseline: number): boolean {
  const tick = { from: 0, to: 10, canary: singleValue(canary), baseline: singleValue(baseline) };
  return measure(condition, tick).outcome === 'failed';
}

const tolerance = { relative: 0.1, absolute: 0.01 };
const errors: MeanLike = {
  name: 'errors',
  type: 'proportion',
  worse: 'higher',
  tolerance,
  harm: { relative: 0.5, absolute: 0.05 },
};
const revenue: MeanGuardrail = { name: 'revenue', type: 'mean', worse: 'lower', tolerance };
const crashes: MeanLike = {
  name: 'crashes',
  type: 'rate',
  worse: 'higher',
  tolerance: { relative: 0.1 },
  harm: { relative: 0.5 },
};
const latency: HistogramGuardrail = {
  name: 'latency',
  type: 'histogram',
  worse: 'higher',
  edges: [100, 500],
  tolerance: { relative: 0.1 },
};

describe('acceptable is up to the tolerance', () => {
  test.each<[string, MeanLike, baseline: number, last: number, beyond: number]>([
    ['more hits', errors, 0.1, 0.12, 0.1201],
    // Of the misses: 0.01 + 1.1 * 0.1.
    ['fewer hits', { ...errors, worse: 'lower' }, 0.9, 0.88, 0.8799],
    ['a higher mean', { ...revenue, worse: 'higher' }, 10, 11.01, 11.02],
    ['a lower mean', revenue, 10, 8.99, 8.98],
    ['a higher rate', crashes, 3, 3.3, 3.31],
    ['a lower rate', { ...crashes, worse: 'lower' }, 3, 2.7, 2.69],
  ])('of %s', (_, guardrail, baseline, last, beyond) => {
    const condition = meanCondition(guardrail);
    expect(fails(condition, last, baseline)).toBe(false);
    expect(fails(condition, beyond, baseline)).toBe(true);
  });

  test.each([
    ['higher', 0.99, 440, 441],
    ['lower', 0.01, 360, 359],
  ] as const)(
    'of the worst percent of values, where %s is worse',
    (worse, quantile, last, beyond) => {
      const [only, ...more] = quantileConditions({ ...latency, worse });
      if (!only) throw new Error('there is a condition');
      expect(more).toEqual([]);
      expect(only.quantile).toBe(quantile);
      expect(fails(only.condition, last, 400)).toBe(false);
      expect(fails(only.condition, beyond, 400)).toBe(true);
    },
  );

  test('of the distance of categories', () => {
    const condition = distanceCondition({
      name: 'inputs',
      type: 'categories',
      tolerance: { shift: 0.05 },
    });
    expect(fails(condition, 0.05, 0)).toBe(false);
    expect(fails(condition, 0.06, 0)).toBe(true);
  });
});

describe('a limit', () => {
  test('alone compares nothing', () => {
    const { tolerance: _, ...limited } = { ...revenue, limit: { bound: 5 } };
    expect(meanCondition(limited)).toEqual({ worse: 'lower', limit: 5 });
    const { tolerance: __, ...rest } = latency;
    const limits = [{ quantile: 0.5, bound: 200 }];
    expect(quantileConditions({ ...rest, limits })).toEqual([
      { quantile: 0.5, condition: { worse: 'higher', limit: 200 } },
    ]);
  });

  test('on each of several quantiles is a condition of its own, and so is its comparison', () => {
    const limits = [
      { quantile: 0.5, bound: 200 },
      { quantile: 0.99, bound: 500, sustained: { for: 60_000 } },
    ];
    const ratio = { worse: 'higher', tolerance: { offset: 0, ratio: 1.1 } };
    expect(quantileConditions({ ...latency, limits })).toEqual([
      { quantile: 0.5, condition: { ...ratio, limit: 200 } },
      { quantile: 0.99, condition: { ...ratio, limit: 500 } },
    ]);
  });
});
