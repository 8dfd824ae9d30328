import { describe, expect, test } from 'vitest';

import type { Guardrail } from '../../src/policy/model.ts';
import { mean, type Moments } from '../../src/rules/arithmetic/moments.ts';
import { readingsOf } from '../../src/rules/readings.ts';
import type { Sample } from '../../src/ticks/samples/sample.ts';
import type { Pair } from '../../src/ticks/tick.ts';

const versions = { canary: 'v13', baseline: 'v12' };

/** Each number that a guardrail comes to in a tick, for both versions; undefined where it was not observed. */
function numbers(
  guardrail: Guardrail,
  canary: Sample | undefined,
  baseline: Sample | undefined,
): Record<string, Pair<number | undefined>> {
  const samples = (sample: Sample | undefined): Record<string, Sample> =>
    sample ? { [guardrail.name]: sample } : {};
  const tick = { from: 10, to: 20, versions: { v13: samples(canary), v12: samples(baseline) } };
  const value = (moments: Moments): number | undefined =>
    moments.count === 0 ? undefined : mean(moments);
  return Object.fromEntries(
    readingsOf(guardrail, versions).map(({ metric, read }) => {
      const { from, to, canary, baseline } = read(tick);
      expect([from, to]).toEqual([10, 20]);
      return [metric, { canary: value(canary), baseline: value(baseline) }];
    }),
  );
}

const relative = { relative: 0 };
const absolute = { relative: 0, absolute: 0 };
const proportion: Guardrail = {
  name: 'metric',
  type: 'proportion',
  worse: 'higher',
  tolerance: absolute,
  harm: { relative: 0.5, absolute: 0.05 },
};
const rate: Guardrail = {
  name: 'metric',
  type: 'rate',
  worse: 'higher',
  tolerance: relative,
  harm: relative,
};
const histogram: Guardrail = {
  name: 'metric',
  type: 'histogram',
  worse: 'higher',
  edges: [100, 500],
  tolerance: relative,
};
const categories: Guardrail = { name: 'metric', type: 'categories', tolerance: { shift: 0.05 } };

describe('a tick is', () => {
  test.each<[string, Guardrail, Sample, Sample, Pair<number>]>([
    [
      'the shares of hits',
      proportion,
      { count: 20, hits: 1 },
      { count: 400, hits: 4 },
      { canary: 0.05, baseline: 0.01 },
    ],
    [
      'the means',
      { name: 'metric', type: 'mean', worse: 'lower' },
      { count: 4, sum: 10, sumOfSquares: 30 },
      { count: 2, sum: 8, sumOfSquares: 40 },
      { canary: 2.5, baseline: 4 },
    ],
    [
      'the hits per exposure',
      rate,
      { hits: 3, exposure: 0.5 },
      { hits: 0, exposure: 7 },
      { canary: 6, baseline: 0 },
    ],
    [
      'the distance of the labels, from which the baseline has none',
      categories,
      { counts: { mobile: 6, web: 2, tv: 2 } },
      { counts: { mobile: 50, web: 50 } },
      { canary: 0.3, baseline: 0 },
    ],
  ])('%s', (_, guardrail, canary, baseline, expected) => {
    const { metric } = numbers(guardrail, canary, baseline);
    expect(metric?.canary).toBeCloseTo(expected.canary, 12);
    expect(metric?.baseline).toBeCloseTo(expected.baseline, 12);
  });

  test('of values in bins the p99, or each quantile that has a limit', () => {
    const canary = { edges: [100, 500], counts: [50, 50, 0] };
    const baseline = { edges: [100, 500], counts: [100, 0, 0] };
    expect(numbers(histogram, canary, baseline)).toEqual({
      'metric (p99)': { canary: 492, baseline: 99 },
    });
    const limits = [
      { quantile: 0.5, bound: 100 },
      { quantile: 0.75, bound: 300 },
    ];
    expect(numbers({ ...histogram, limits }, canary, baseline)).toEqual({
      'metric (p50)': { canary: 100, baseline: 50 },
      'metric (p75)': { canary: 300, baseline: 75 },
    });
    const [low] = readingsOf({ ...histogram, worse: 'lower' }, versions);
    expect(low?.metric).toBe('metric (p1)');
  });
});

const silence = { canary: undefined, baseline: undefined };

describe('a version was not observed', () => {
  test.each<[Guardrail, none: Sample]>([
    [proportion, { count: 0, hits: 0 }],
    [rate, { hits: 0, exposure: 0 }],
    [
      { name: 'metric', type: 'mean', worse: 'lower' },
      { count: 0, sum: 0, sumOfSquares: 0 },
    ],
    [histogram, { edges: [100, 500], counts: [0, 0, 0] }],
    [categories, { counts: { mobile: 0 } }],
  ])('with an empty sample of %o, or none', (guardrail, none) => {
    for (const sample of [none, undefined]) {
      expect(Object.values(numbers(guardrail, sample, none))).toEqual([silence]);
    }
  });

  test('with so little exposure that the rate would be infinite', () => {
    const endless = { hits: 5, exposure: 1e-200 };
    expect(numbers(rate, endless, endless)).toEqual({ metric: silence });
  });

  test('and the labels of the other are not judged without a baseline', () => {
    const { metric } = numbers(categories, { counts: { mobile: 5 } }, undefined);
    expect(metric?.baseline).toBeUndefined();
  });

  test('if its metric has the name of what every object inherits', () => {
    expect(numbers({ ...proportion, name: 'constructor' }, undefined, undefined)).toEqual({
      constructor: silence,
    });
  });
});
