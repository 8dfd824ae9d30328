import type { Guardrail, Sample } from '@lastgood/triggers';
import { describe, expect, test } from 'vitest';

import { measureOf } from '../../../src/screen/measures/measure-of.ts';

const harm = { relative: 0.5, absolute: 0.1 };
const tolerance = { relative: 0.5, absolute: 0.1 };
const edges = [10, 20, 40];

/** By hand: what a chart shows of 1 canary and 1 baseline sample, what is acceptable, and the limit. */
const cases: readonly {
  readonly name: string;
  readonly guardrail: Guardrail;
  readonly canary: Sample;
  readonly baseline: Sample;
  readonly shown: readonly [canary: number, baseline: number, acceptable?: number, limit?: number];
}[] = [
  {
    name: 'share of hits',
    guardrail: {
      name: 'a',
      type: 'proportion',
      worse: 'higher',
      tolerance,
      harm,
      limit: { bound: 0.4 },
    },
    canary: { count: 10, hits: 3 },
    baseline: { count: 20, hits: 4 },
    // .1 + 1.5 * .2
    shown: [0.3, 0.2, 0.4, 0.4],
  },
  {
    name: 'share of misses',
    guardrail: {
      name: 'a',
      type: 'proportion',
      worse: 'lower',
      tolerance,
      harm,
      limit: { bound: 0.75 },
    },
    canary: { count: 10, hits: 6 },
    baseline: { count: 20, hits: 16 },
    // Four of ten and four of twenty are missed; a limit of 75 % hits is one of 25 % misses.
    shown: [0.4, 0.2, 0.4, 0.25],
  },
  {
    name: 'events per unit of exposure',
    guardrail: { name: 'a', type: 'rate', worse: 'higher', tolerance: { relative: 0.2 }, harm },
    canary: { hits: 6, exposure: 4 },
    baseline: { hits: 5, exposure: 10 },
    shown: [1.5, 0.5, 0.6],
  },
  {
    name: 'events per unit of exposure',
    guardrail: {
      name: 'a',
      type: 'rate',
      worse: 'lower',
      tolerance: { relative: 0.2 },
      harm,
      limit: { bound: 0.3 },
    },
    canary: { hits: 6, exposure: 4 },
    baseline: { hits: 5, exposure: 10 },
    shown: [1.5, 0.5, 0.4, 0.3],
  },
  {
    name: 'mean',
    guardrail: {
      name: 'a',
      type: 'mean',
      worse: 'higher',
      range: [0, 9],
      tolerance: { relative: 0.1, absolute: 2 },
    },
    canary: { count: 4, sum: 12, sumOfSquares: 40 },
    baseline: { count: 2, sum: 10, sumOfSquares: 60 },
    // 1.1 * 5 + 2
    shown: [3, 5, 7.5],
  },
  {
    name: 'mean',
    guardrail: {
      name: 'a',
      type: 'mean',
      worse: 'lower',
      range: [0, 9],
      tolerance: { relative: 0.1, absolute: 2 },
      limit: { bound: 1 },
    },
    canary: { count: 4, sum: 12, sumOfSquares: 40 },
    baseline: { count: 2, sum: 10, sumOfSquares: 60 },
    // .9 * 5 - 2
    shown: [3, 5, 2.5, 1],
  },
  {
    name: 'p75',
    guardrail: {
      name: 'a',
      type: 'histogram',
      worse: 'higher',
      edges,
      tolerance: { relative: 0.5 },
      limits: [{ quantile: 0.75, bound: 40 }],
    },
    // The third of four values is at the end of the second bin; of the baseline it is halfway through the first.
    canary: { edges, counts: [1, 2, 1, 0] },
    baseline: { edges, counts: [6, 0, 0, 0] },
    shown: [20, 7.5, 11.25, 40],
  },
  {
    name: 'p95',
    guardrail: { name: 'a', type: 'histogram', worse: 'higher', edges },
    canary: { edges, counts: [0, 0, 20, 0] },
    baseline: { edges, counts: [0, 0, 0, 7] },
    // 95 % through the bin from 20 to 40; the open bin counts as its edge.
    shown: [39, 40],
  },
  {
    name: 'distance between the shares of labels',
    guardrail: { name: 'a', type: 'categories', tolerance: { shift: 0.05 } },
    canary: { counts: { web: 5, mobile: 3, tv: 2 } },
    baseline: { counts: { web: 7, mobile: 3 } },
    shown: [0.2, NaN, 0.05],
  },
];

describe('what a chart shows', () => {
  test.each(cases)('$guardrail.type: $name', ({ name, guardrail, canary, baseline, shown }) => {
    const measure = measureOf(guardrail);
    expect(measure.name).toBe(name);
    const values = measure.of({ canary, baseline });
    expect(values.canary).toBeCloseTo(shown[0], 12);
    if (Number.isNaN(shown[1])) expect(values.baseline).toBeNaN();
    else expect(values.baseline).toBeCloseTo(shown[1], 12);
    expect(measure.paired).toBe(!Number.isNaN(shown[1]));
    if (shown[2] === undefined) expect(measure.acceptable).toBeUndefined();
    else expect(measure.acceptable?.(values.baseline)).toBeCloseTo(shown[2], 12);
    expect(measure.limit).toBe(shown[3]);
  });

  test.each(cases)(
    '$guardrail.type: nothing of what was not observed',
    ({ guardrail, baseline }) => {
      const { of, format } = measureOf(guardrail);
      expect(of({ canary: undefined, baseline }).canary).toBeNaN();
      expect(format(NaN)).toBe('-');
    },
  );

  test('more than all bad outcomes are never acceptable', () => {
    const guardrail = { name: 'a', type: 'proportion', worse: 'higher', tolerance, harm } as const;
    expect(measureOf(guardrail).acceptable?.(0.9)).toBe(1);
  });
});
