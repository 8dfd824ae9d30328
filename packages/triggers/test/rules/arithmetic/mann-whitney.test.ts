import * as fc from 'fast-check';
import { wilcoxonRankSum } from 'simple-statistics';
import { describe, expect, test } from 'vitest';

import {
  addToTally,
  shiftInterval,
  standardisedRankSum,
} from '../../../src/rules/arithmetic/mann-whitney.ts';
import { halves, mostlyZero } from './ties.ts';

describe("numbers of R 3 that Kayenta's own tests compare it with", () => {
  test('the statistic at both ends of the bracket', () => {
    const { x, y } = mostlyZero;
    const z = 1.9599639845400536;
    expect(standardisedRankSum(x, y, -3.124999999999986) - z).toBeCloseTo(17.090968923762254, 9);
    expect(standardisedRankSum(x, y, 5.555555555555557) - z).toBeCloseTo(-20.997687930433106, 9);
  });

  test('the interval at 95 %, where most values are zero', () => {
    const { lower, upper, estimate } = shiftInterval(mostlyZero.x, mostlyZero.y, 0.95);
    expect(lower()).toBeCloseTo(3.521755377702165e-5, 9);
    expect(upper()).toBeCloseTo(2.02456461662334e-5, 9);
    expect(estimate()).toBeCloseTo(2.6279243045155653e-5, 9);
  });

  test('the interval at 98 %, in steps of a half', () => {
    const { lower, upper, estimate } = shiftInterval(halves.x, halves.y, 0.98);
    expect(lower()).toBeCloseTo(-0.4999173250549087, 6);
    expect(upper()).toBeCloseTo(-6.912685789769486e-6, 6);
    expect(estimate()).toBeCloseTo(-3.45044082729315e-5, 4);
  });
});

/** In quarters, so that there are ties also after a shift, and no rounding. */
const values = fc.array(
  fc.integer({ min: -8, max: 8 }).map((quarters) => quarters / 4),
  {
    minLength: 1,
    maxLength: 25,
  },
);
const shifts = fc.integer({ min: -12, max: 12 }).map((quarters) => quarters / 4);

/** The textbook's formula, with the ranks of simple-statistics. */
function naive(x: readonly number[], y: readonly number[], shift: number): number {
  const shifted = x.map((value) => value - shift);
  const all = [...shifted, ...y];
  const centred = wilcoxonRankSum(shifted, [...y]) - (x.length * (all.length + 1)) / 2;
  const groups = [...new Set(all)].map((value) => all.filter((other) => other === value).length);
  const ties = groups.reduce((sum, times) => sum + times ** 3 - times, 0);
  const n = all.length;
  const variance = ((x.length * y.length) / 12) * (n + 1 - ties / (n * (n - 1)));
  return variance === 0 ? 0 : (centred - Math.sign(centred) / 2) / Math.sqrt(variance);
}

test('the statistic is that of the ranks, with or without ties', () => {
  fc.assert(
    fc.property(values, values, shifts, (x, y, shift) => {
      const mine = standardisedRankSum(addToTally([], x), addToTally([], y), shift);
      expect(mine).toBeCloseTo(naive(x, y, shift), 9);
    }),
    { seed: 11, numRuns: 1000 },
  );
});

test('the estimate is a median of all the differences, but for half a comparison of the continuity correction', () => {
  fc.assert(
    fc.property(values, values, (x, y) => {
      const shift = shiftInterval(addToTally([], x), addToTally([], y), 0.98);
      const estimate = shift.estimate();
      const differences = x.flatMap((one) => y.map((other) => one - other));
      const below = differences.filter((difference) => difference < estimate - 1e-4).length;
      const above = differences.filter((difference) => difference > estimate + 1e-4).length;
      expect(below).toBeLessThanOrEqual((differences.length + 1) / 2);
      expect(above).toBeLessThanOrEqual((differences.length + 1) / 2);
    }),
    { seed: 12, numRuns: 1000 },
  );
});

test('a tally grows as if all its values had come at once', () => {
  fc.assert(
    fc.property(values, values, (first, second) => {
      expect(addToTally(addToTally([], first), second)).toEqual(
        addToTally([], [...second, ...first]),
      );
    }),
    { seed: 13 },
  );
});
