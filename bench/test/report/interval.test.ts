import { expect, test } from 'vitest';

import { meanOf, ratioOfMeans } from '../../report/estimate.ts';
import { exactInterval } from '../../report/interval.ts';
import { drawn } from '../../report/table.ts';

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

test('a table is Markdown with columns of one width', () => {
  const table = drawn({ title: 'T', head: ['a', 'long'], lines: [['value', '1']] });
  expect(table).toBe('T\n\n| a     | long |\n| ----- | ---- |\n| value | 1    |');
});
