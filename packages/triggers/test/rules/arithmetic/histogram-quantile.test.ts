import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { histogramQuantile } from '../../../src/rules/arithmetic/histogram-quantile.ts';
import { histogramSample } from '../../support/samples.ts';

describe("as Prometheus' own tests of histogram_quantile have it", () => {
  const positive = { edges: [0.1, 0.2, 1], counts: [5, 2, 4, 1] };
  const negative = { edges: [-0.2, -0.1, 0.3], counts: [1, 1, 0, 1] };
  const middles = { edges: [0, 2, 4, 6], counts: [0, 1, 1, 1, 0] };
  const aggregated = { edges: [0.1, 0.2], counts: [10, 9, 6] };
  test.each([
    [positive, 0.2, 0.048],
    [positive, 0.5, 0.15],
    [positive, 0.8, 0.72],
    [negative, 0.2, -0.2],
    [negative, 0.5, -0.15],
    [negative, 0.8, 0.3],
    [middles, 1 / 6, 1],
    [middles, 0.5, 3],
    [middles, 5 / 6, 5],
    [aggregated, 0.3, 0.075],
    [aggregated, 0.5, 0.127777777777778],
  ])('of %j the quantile %d is %d', (histogram, quantile, expected) => {
    expect(histogramQuantile(histogram, quantile)).toBeCloseTo(expected, 12);
  });
});

test('a quantile in the open bin is the last edge, so that it is beyond no limit there', () => {
  expect(histogramQuantile({ edges: [100, 500], counts: [90, 5, 5] }, 0.99)).toBe(500);
});

test('rises with the quantile, and leaves no more values below its bin, or above it, than it says', () => {
  fc.assert(
    fc.property(
      histogramSample.filter(({ counts }) => counts.some((count) => count > 0)),
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      (histogram, one, other) => {
        const { edges, counts } = histogram;
        const value = histogramQuantile(histogram, one);
        const higher = histogramQuantile(histogram, Math.max(one, other));
        expect(higher).toBeGreaterThanOrEqual(value);
        const total = counts.reduce((sum, count) => sum + count, 0);
        const belowEdge = (edge: number): number =>
          counts.reduce(
            (sum, count, bin) => ((edges[bin] ?? Infinity) <= edge ? sum + count : sum),
            0,
          );
        const rounding = 1e-9 * total;
        for (const edge of edges) {
          if (edge < value) expect(belowEdge(edge)).toBeLessThanOrEqual(one * total + rounding);
          if (edge > value) expect(belowEdge(edge)).toBeGreaterThanOrEqual(one * total - rounding);
        }
      },
    ),
    { seed: 3 },
  );
});
