import { expect, test } from 'vitest';

import { meanOf, ratioOfMeans } from '../../src/statistics/estimate.ts';

test('a mean has its standard error', () => {
  expect(meanOf([1, 2, 3, 4])).toEqual({ value: 2.5, error: Math.sqrt(5 / 3) / 2 });
});

test('a ratio of means is exact where the pairs are proportional', () => {
  const { value, error } = ratioOfMeans([
    [1, 3],
    [2, 6],
    [5, 15],
  ]);
  expect(value).toBeCloseTo(1 / 3, 12);
  expect(error).toBeCloseTo(0, 12);
});
