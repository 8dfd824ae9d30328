import { expect, test } from 'vitest';

import { exactInterval } from '../../src/statistics/interval.ts';

test.each([
  [0, 10, 0, 0.3085],
  [10, 10, 0.6915, 1],
  [1, 20, 0.0013, 0.2487],
  [5, 100, 0.0164, 0.1128],
  [20, 2000, 0.0061, 0.0154],
])('the exact interval of %d in %d', (hits, count, low, high) => {
  const interval = exactInterval(hits, count);
  expect(interval[0]).toBeCloseTo(low, 4);
  expect(interval[1]).toBeCloseTo(high, 4);
});

test('with no hit the upper end is that of the rule of three, exactly', () => {
  expect(exactInterval(0, 500)[1]).toBeCloseTo(1 - 0.025 ** (1 / 500), 9);
});

// binom.test of R, two-sided, 95 %
test.each([
  [1, 10, 0.002528579, 0.445016117],
  [5, 10, 0.187086, 0.812914],
  [10, 100, 0.04900469, 0.1762226],
])('is the published one for %d in %d', (hits, count, low, high) => {
  const interval = exactInterval(hits, count);
  expect(interval[0]).toBeCloseTo(low, 7);
  expect(interval[1]).toBeCloseTo(high, 7);
});
