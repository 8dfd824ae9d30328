import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { axisValues, niceRange, niceStep, positionIn } from '../../src/charts/range.ts';

const size = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
const low = fc.double({ min: -1e3, max: 1e3, noNaN: true });

describe('niceStep', () => {
  test.each([
    [0.7, 1],
    [1, 1],
    [1.2, 2],
    [3, 5],
    [5.1, 10],
    [0.03, 0.05],
    [1200, 2000],
  ])('%d -> %d', (wanted, step) => {
    expect(niceStep(wanted)).toBeCloseTo(step, 12);
  });
});

describe('niceRange', () => {
  test.each([
    [
      { min: 0, max: 0.187 },
      { min: 0, max: 0.2 },
    ],
    [
      { min: -0.6, max: 5.2 },
      { min: -1, max: 6 },
    ],
    [
      { min: 0, max: 1 },
      { min: 0, max: 1 },
    ],
  ])('%o -> %o', (range, nice) => {
    expect(niceRange(range, 8)).toEqual(nice);
  });

  test('holds the range', () => {
    fc.assert(
      fc.property(low, size, (min, length) => {
        const nice = niceRange({ min, max: min + length }, 8);
        expect(nice.min).toBeLessThanOrEqual(min + length * 1e-6);
        expect(nice.max).toBeGreaterThanOrEqual(min + length * (1 - 1e-6));
      }),
      { seed: 3 },
    );
  });

  test('stays where it is while the values stay within it', () => {
    const nice = niceRange({ min: 0, max: 0.31 }, 8);
    for (const max of [0.32, 0.33, 0.34, 0.35]) expect(niceRange({ min: 0, max }, 8)).toEqual(nice);
  });
});

describe('axisValues', () => {
  test.each([
    [{ min: 0, max: 0.3 }, 4, [0, 0.1, 0.2, 0.3]],
    [{ min: 0, max: 0.3 }, 3, [0, 0.2]],
    [{ min: -2, max: 6 }, 5, [-2, 0, 2, 4, 6]],
  ])('of %o, at most %d', (range, most, values) => {
    expect(axisValues(range, most)).toEqual(values);
  });

  test('are never too many, rise, and lie within the range', () => {
    fc.assert(
      fc.property(low, size, fc.integer({ min: 1, max: 9 }), (min, length, most) => {
        const range = { min, max: min + length };
        const values = axisValues(range, most);
        expect(values.length).toBeLessThanOrEqual(most);
        expect(values).toEqual(values.toSorted((left, right) => left - right));
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(min - length * 0.01);
          expect(value).toBeLessThanOrEqual(range.max + length * 0.01);
        }
      }),
      { seed: 3 },
    );
  });
});

test('positionIn clamps to the range', () => {
  const range = { min: 2, max: 4 };
  expect([1, 2, 3, 4, 9].map((value) => positionIn(range, value))).toEqual([0, 0, 0.5, 1, 1]);
});
