import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  columnAfter,
  columnMaxima,
  columnWindows,
  latestWindow,
  stretchOf,
} from '../../src/charts/columns.ts';

const whole = { ticks: 1, restarts: [] };

/** From and to of each column's window, `-` where there is none. */
function windows(...options: Parameters<typeof columnWindows>): string[] {
  return columnWindows(...options).map((window) => (window ? `${window.from}-${window.to}` : '-'));
}

describe('columnWindows', () => {
  test.each([
    ['all ticks of a column', 2, whole, { columns: 1, first: 0, span: 2 }, ['0-2']],
    [
      'the window that ends with the column',
      4,
      { ticks: 2, restarts: [] },
      { columns: 4, first: 0, span: 4 },
      ['0-1', '0-2', '1-3', '2-4'],
    ],
    [
      'nothing for what is still to come',
      1,
      whole,
      { columns: 3, first: 0, span: 3 },
      ['0-1', '-', '-'],
    ],
    [
      'a tick that is wider than a column in all of its columns',
      2,
      whole,
      { columns: 4, first: 0, span: 2 },
      ['0-1', '0-1', '1-2', '1-2'],
    ],
    [
      'only what begins with the first tick that is shown, with the window before it',
      6,
      { ticks: 3, restarts: [] },
      { columns: 2, first: 4, span: 2 },
      ['2-5', '3-6'],
    ],
    [
      'a window that begins anew, once a quarter of it is filled',
      8,
      { ticks: 8, restarts: [4] },
      { columns: 8, first: 0, span: 8 },
      ['-', '0-2', '0-3', '0-4', '-', '4-6', '4-7', '4-8'],
    ],
  ])('shows %s', (_name, done, window, scale, expected) => {
    expect(windows(done, window, scale)).toEqual(expected);
  });

  test('never looks ahead, and takes in every tick that is shown', () => {
    const scales = fc.record({
      columns: fc.integer({ min: 1, max: 40 }),
      first: fc.nat(30),
      span: fc.integer({ min: 1, max: 99 }),
    });
    fc.assert(
      fc.property(fc.nat(120), fc.integer({ min: 1, max: 9 }), scales, (done, ticks, scale) => {
        const found = columnWindows(done, { ticks, restarts: [] }, scale);
        expect(found).toHaveLength(scale.columns);
        const seen = new Set<number>();
        for (const window of found) {
          if (!window) continue;
          expect(window.to).toBeLessThanOrEqual(done);
          expect(window.from).toBeGreaterThanOrEqual(0);
          for (let tick = window.from; tick < window.to; tick += 1) seen.add(tick);
        }
        const last = Math.min(done, scale.first + scale.span);
        // A window that is a quarter filled is shown, so that a single tick may be too few at the very beginning.
        if (ticks < 5)
          for (let tick = scale.first; tick < last; tick += 1) expect(seen).toContain(tick);
      }),
      { seed: 3 },
    );
  });
});

test('latestWindow ends with the last tick, and begins anew with a restart', () => {
  expect(latestWindow(4, { ticks: 2, restarts: [] })).toEqual({ from: 2, to: 4 });
  expect(latestWindow(4, { ticks: 9, restarts: [3] })).toEqual({ from: 3, to: 4 });
  expect(latestWindow(4, { ticks: 2, restarts: [4] })).toEqual({ from: 2, to: 4 });
  expect(latestWindow(0, { ticks: 2, restarts: [] })).toEqual({ from: 0, to: 0 });
});

test('columnMaxima takes the largest value of the column and leaves out what is not finite', () => {
  const values = [1, 3, NaN, -Infinity, NaN, 2];
  expect(columnMaxima(values, { columns: 3, first: 0, span: 6 })).toEqual([3, NaN, 2]);
  expect(columnMaxima(values, { columns: 2, first: 1, span: 2 })).toEqual([3, NaN]);
});

test('columnAfter is the first column without anything of the ticks before', () => {
  for (const columns of [3, 7, 20, 41]) {
    const scale = { columns, first: 0, span: 20 };
    for (let ticks = 1; ticks <= 20; ticks += 1) {
      const before = Array.from({ length: 20 }, (_, tick) => (tick < ticks ? 1 : 0));
      const last = columnMaxima(before, scale).lastIndexOf(1);
      expect(columnAfter(ticks, scale)).toBe(last + 1);
    }
  }
  expect(columnAfter(5, { columns: 10, first: 10, span: 10 })).toBeLessThan(0);
});

describe('stretchOf', () => {
  test('doubles with the run: the axis changes three times', () => {
    const spans = Array.from({ length: 414 }, (_, index) => stretchOf(index + 1, 414));
    expect(new Set(spans.map(({ first }) => first))).toEqual(new Set([0]));
    expect([...new Set(spans.map(({ span }) => span))]).toEqual([52, 104, 207, 414]);
    expect(stretchOf(500, 414)).toEqual({ first: 0, span: 500 });
  });

  test.each([2, 4] as const)('shows the last 1/%i, and rests for most ticks', (zoom) => {
    let moves = 0;
    let before = { first: 0, span: 0 };
    for (let tick = 1; tick <= 400; tick += 1) {
      const { first, span } = stretchOf(tick, 400, zoom);
      expect(span).toBe(Math.ceil(stretchOf(tick, 400).span / zoom));
      expect(first).toBeGreaterThanOrEqual(0);
      expect(tick).toBeGreaterThan(first);
      expect(tick).toBeLessThanOrEqual(first + span);
      if (first !== before.first || span !== before.span) moves += 1;
      before = { first, span };
    }
    expect(moves).toBeLessThan(zoom * 32);
  });
});
