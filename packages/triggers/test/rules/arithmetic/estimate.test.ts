import { expect, test } from 'vitest';

import { estimateOf } from '../../../src/rules/arithmetic/estimate.ts';
import { rateMoments } from '../../../src/rules/arithmetic/moments.ts';
import { seeded } from '../../support/random.ts';

test('the mean of some values has their sample variance over their number', () => {
  const values = [1, 2, 4, 9];
  const moments = { count: 4, sum: 16, sumOfSquares: 102 };
  const deviations = values.map((value) => (value - 4) ** 2);
  const variance = deviations.reduce((sum, square) => sum + square, 0) / 3;
  expect(estimateOf('mean', moments)).toEqual({ value: 4, variance: variance / 4, size: 4 });
});

test('a rate rests on its events, whatever the unit of the exposure', () => {
  const hours = estimateOf('rate', rateMoments({ hits: 18, exposure: 6 }));
  expect(hours).toEqual({ value: 3, variance: 0.5, size: 18 });
  const minutes = estimateOf('rate', rateMoments({ hits: 18, exposure: 360 }));
  expect(minutes.value * 60).toBeCloseTo(3, 12);
  expect(minutes.variance * 60 ** 2).toBeCloseTo(0.5, 12);
  expect(minutes.size).toBe(18);
});

test('its variance is that of the delta method, over events with exponential exposures between them', () => {
  const uniform = seeded(5);
  const exposures = Array.from({ length: 40_000 }, () => -Math.log(1 - uniform()) / 3);
  const hits = exposures.length;
  const exposure = exposures.reduce((sum, one) => sum + one, 0);
  const squares = exposures.reduce((sum, one) => sum + one * one, 0);
  // The ratio of two means over units, of which the numerator is always 1: R^2 var(D) / (mean(D)^2 n).
  const mean = exposure / hits;
  const delta = ((hits / exposure) ** 2 * (squares / hits - mean ** 2)) / (mean ** 2 * hits);
  const { variance } = estimateOf('rate', rateMoments({ hits, exposure }));
  expect(variance / delta).toBeGreaterThan(0.97);
  expect(variance / delta).toBeLessThan(1.03);
});
