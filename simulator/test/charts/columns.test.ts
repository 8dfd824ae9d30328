import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  columnAfter,
  columnMaxima,
  columnShares,
  latestSum,
  spanFor,
} from '../../src/charts/columns.ts';

const whole = { ticks: 1, restarts: [] };
const counted = fc
  .record({ count: fc.nat(50), part: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ count, part }) => ({ count, bad: Math.round(count * part) }));

describe('columnShares', () => {
  test('sums the ticks of a column, and does not average their shares', () => {
    const counts = [
      { count: 1, bad: 1 },
      { count: 9, bad: 0 },
    ];
    expect(columnShares(counts, whole, { columns: 1, span: 2 })).toEqual([0.1]);
  });

  test('sums over the window that ends with the column', () => {
    const counts = [1, 0, 1, 1].map((bad) => ({ count: 2, bad }));
    const shares = columnShares(counts, { ticks: 2, restarts: [] }, { columns: 4, span: 4 });
    expect(shares).toEqual([0.5, 0.25, 0.25, 0.5]);
  });

  test('an empty arm is a gap, not zero', () => {
    const counts = [0, 3, 0].map((count) => ({ count, bad: 0 }));
    expect(columnShares(counts, whole, { columns: 3, span: 3 })).toEqual([NaN, 0, NaN]);
  });

  test('columns that are still to come are gaps', () => {
    const counts = [{ count: 4, bad: 1 }];
    expect(columnShares(counts, whole, { columns: 3, span: 3 })).toEqual([0.25, NaN, NaN]);
  });

  test('a tick that is wider than a column fills all of its columns', () => {
    const counts = [1, 0].map((bad) => ({ count: 1, bad }));
    expect(columnShares(counts, whole, { columns: 4, span: 2 })).toEqual([1, 1, 0, 0]);
  });

  test('the window begins anew at a restart, and says nothing until a quarter of it is filled', () => {
    const counts = [9, 9, 9, 9, 0, 0, 0, 0].map((bad) => ({ count: 10, bad }));
    const window = { ticks: 8, restarts: [4] };
    expect(columnShares(counts, window, { columns: 8, span: 8 })).toEqual([
      NaN,
      0.9,
      0.9,
      0.9,
      NaN,
      0,
      0,
      0,
    ]);
  });

  test('lies between the smallest and the largest share of its ticks', () => {
    const scales = fc.record({
      columns: fc.integer({ min: 1, max: 40 }),
      span: fc.integer({ min: 1, max: 99 }),
    });
    fc.assert(
      fc.property(
        fc.array(counted),
        fc.integer({ min: 1, max: 9 }),
        scales,
        (counts, ticks, scale) => {
          const shares = columnShares(counts, { ticks, restarts: [] }, scale);
          expect(shares).toHaveLength(scale.columns);
          const single = counts
            .filter(({ count }) => count > 0)
            .map(({ count, bad }) => bad / count);
          for (const share of shares.filter((value) => !Number.isNaN(value))) {
            expect(share).toBeGreaterThanOrEqual(Math.min(...single) - 1e-12);
            expect(share).toBeLessThanOrEqual(Math.max(...single) + 1e-12);
          }
        },
      ),
      { seed: 3 },
    );
  });
});

test('columnMaxima takes the largest value of the column and leaves out what is not finite', () => {
  const values = [1, 3, undefined, -Infinity, undefined, 2];
  expect(columnMaxima(values, { columns: 3, span: 6 })).toEqual([3, NaN, 2]);
});

test('latestSum ends with the last tick, and begins anew with a restart', () => {
  const counts = [1, 2, 3, 4].map((bad) => ({ count: 10, bad }));
  expect(latestSum(counts, { ticks: 2, restarts: [] })).toEqual({ count: 20, bad: 7 });
  expect(latestSum(counts, { ticks: 9, restarts: [3] })).toEqual({ count: 10, bad: 4 });
  expect(latestSum(counts, { ticks: 2, restarts: [4] })).toEqual({ count: 20, bad: 7 });
  expect(latestSum([], { ticks: 2, restarts: [] })).toEqual({ count: 0, bad: 0 });
});

test('columnAfter is the first column without anything of the ticks before', () => {
  for (const columns of [3, 7, 20, 41]) {
    const scale = { columns, span: 20 };
    for (let ticks = 1; ticks <= 20; ticks += 1) {
      const before = Array.from({ length: 20 }, (_, tick) => (tick < ticks ? 1 : 0));
      const last = columnMaxima(before, scale).lastIndexOf(1);
      expect(columnAfter(ticks, scale)).toBe(last + 1);
    }
  }
});

test('spanFor doubles: the axis changes three times in a run', () => {
  const spans = Array.from({ length: 414 }, (_, index) => spanFor(index + 1, 414));
  expect([...new Set(spans)]).toEqual([52, 104, 207, 414]);
  expect(spanFor(500, 414)).toBe(500);
});
