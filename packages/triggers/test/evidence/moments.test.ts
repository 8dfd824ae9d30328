import { expect, test } from 'vitest';

import { momentsOf, squaresAround } from '../../src/evidence/moments.ts';
import type { MeanSample } from '../../src/ticks/samples/mean.ts';
import { seeded } from '../support/random.ts';

function sampleOf(values: readonly number[]): MeanSample {
  let sum = 0;
  let sumOfSquares = 0;
  for (const value of values) {
    sum += value;
    sumOfSquares += value * value;
  }
  return { count: values.length, sum, sumOfSquares };
}

test('the squares are those around the centre', () => {
  expect(squaresAround(sampleOf([1, 2, 6]), 2)).toBeCloseTo(1 + 0 + 16, 12);
  expect(momentsOf(sampleOf([1, 2, 6]))).toEqual({ mean: 3, variance: expect.closeTo(14 / 3, 12) });
});

test.each([
  ['near zero', 0, 1],
  ['far from zero', 1e6, 1],
  ['so far that nothing of the spread is left', 1e9, 1e-3],
  ['negative', -1e4, 0.1],
])('values %s: the squares are never too small', (_, offset, spread) => {
  const uniform = seeded(1);
  for (let run = 0; run < 300; run += 1) {
    const values = Array.from(
      { length: 1 + Math.floor(20 * uniform()) },
      () => offset + spread * uniform(),
    );
    const centre = offset + spread * uniform();
    const exact = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    const squares = squaresAround(sampleOf(values), centre);
    expect(squares).toBeGreaterThanOrEqual(exact * (1 - 1e-12));
    expect(squares).toBeLessThan(exact + 1e-12 * values.length * (offset ** 2 + 1));
  }
});

test('no value has no squares', () => {
  expect(squaresAround({ count: 0, sum: 0, sumOfSquares: 0 }, 5)).toBe(0);
});

test('sums that lost digits on their way never come to less than no squares', () => {
  const rounded = { count: 2, sum: 2, sumOfSquares: 2 - 1e-9 };
  expect(squaresAround(rounded, 1)).toBeGreaterThanOrEqual(0);
  expect(squaresAround(rounded, 3)).toBeGreaterThanOrEqual(8);
});
