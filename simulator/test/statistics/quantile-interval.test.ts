import { describe, expect, it, test } from 'vitest';

import { Random } from '../../src/random/random.ts';
import { quantileInterval } from '../../src/statistics/quantile-interval.ts';

const firstNumbers = (count: number): number[] =>
  Array.from({ length: count }, (_, place) => place + 1);

// The ranks, from the binomial distribution function in exact arithmetic.
test.each([
  [10, 0.5, 2, 9],
  [24, 0.5, 7, 18],
  [200, 0.5, 86, 115],
  [100, 0.9, 84, 96],
  [24, 0.9, 18, Infinity],
  [5, 0.5, 0, Infinity],
  [1, 0.9, 0, Infinity],
])('of %i values the quantile at %f lies between the ranks %i and %i', (count, part, low, high) => {
  expect(quantileInterval(firstNumbers(count), part)).toEqual([low, high]);
});

test('of as many values as are ever made it is a number', () => {
  const [low, high] = quantileInterval(firstNumbers(100_000), 0.5);
  // 50,000 plus and minus 1.96 standard deviations, which are 158.1.
  expect(low).toBeGreaterThan(49_685);
  expect(high).toBeLessThan(50_315);
});

it('is as wide as the infinite values make it', () => {
  const delays = [...firstNumbers(90), ...Array.from({ length: 10 }, () => Infinity)];
  expect(quantileInterval(delays, 0.9)).toEqual([84, Infinity]);
});

describe('covers the quantile', () => {
  it.each([0.5, 0.9])('at %f in 95 % of samples or more', (part) => {
    const random = new Random(11);
    let covered = 0;
    for (let sample = 0; sample < 2000; sample += 1) {
      const values = Array.from({ length: 60 }, () => random.uniform());
      const [low, high] = quantileInterval(
        values.toSorted((left, right) => left - right),
        part,
      );
      if (low <= part && part <= high) covered += 1;
    }
    // Three standard errors below 95 %.
    expect(covered / 2000).toBeGreaterThan(0.935);
    expect(covered / 2000).toBeLessThan(0.99);
  });
});
