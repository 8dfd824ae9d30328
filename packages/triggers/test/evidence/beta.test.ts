import { describe, expect, test } from 'vitest';

import { upperBetaOdds } from '../../src/evidence/beta.ts';
import { logUpperTail } from '../oracles/beta.ts';

const tails = [0.5, 0.05, 1e-3, 1e-12];
const parameters = [1, 2, 19, 300, 1e4, 1e7];

describe('upperBetaOdds', () => {
  test.each(parameters)('is as exact as ten digits by sums of binomial terms, with a = %d', (a) => {
    for (const b of parameters) {
      for (const tail of tails) {
        const odds = upperBetaOdds(tail, a, b);
        expect(logUpperTail(odds * (1 - 1e-10), a, b)).toBeGreaterThan(Math.log(tail));
        expect(logUpperTail(odds * (1 + 1e-10), a, b)).toBeLessThan(Math.log(tail));
      }
    }
  });

  test('is the closed form where a parameter is 1', () => {
    for (const tail of tails) {
      for (const other of [1, 5, 1e3, 1e7]) {
        const first = Math.expm1(-Math.log(tail) / other);
        expect(upperBetaOdds(tail, 1, other) / first).toBeCloseTo(1, 12);
        const second = 1 / Math.expm1(-Math.log1p(-tail) / other);
        expect(upperBetaOdds(tail, other, 1) / second).toBeCloseTo(1, 12);
      }
    }
  });

  // binom.test of R, two-sided, 95 %
  test.each([
    [1, 10, 0.002528579, 0.445016117],
    [5, 10, 0.187086, 0.812914],
    [10, 100, 0.04900469, 0.1762226],
  ])(
    'gives the published interval of Clopper and Pearson for %d of %d',
    (bad, count, low, high) => {
      const upper = upperBetaOdds(0.025, bad + 1, count - bad);
      const lower = 1 / upperBetaOdds(0.025, count - bad + 1, bad);
      expect(upper / (1 + upper)).toBeCloseTo(high, 7);
      expect(lower / (1 + lower)).toBeCloseTo(low, 7);
    },
  );

  test('is infinite where all is at 1', () => {
    expect(upperBetaOdds(0.05, 3, 0)).toBe(Infinity);
  });

  // Counts that were summed over many ticks; there the distribution of the logit is normal.
  test.each([
    [6755399441055757, 15762598695796724],
    [2 ** 56, 2 ** 55],
    [2 ** 50 + 1, 2 ** 52 - 3],
  ])('comes to an end beyond whole numbers, at %d and %d', (a, b) => {
    const deviation = Math.sqrt(1 / a + 1 / b);
    expect((Math.log(upperBetaOdds(0.05, a, b)) - Math.log(a / b)) / deviation).toBeCloseTo(
      1.64485,
      3,
    );
  });

  test('comes to an end at counts as large as they can be', () => {
    expect(upperBetaOdds(1e-3, 2 ** 53, 2 ** 40)).toBeCloseTo(2 ** 13, 1);
    expect(upperBetaOdds(1e-3, 1, 2 ** 53)).toBeCloseTo(0, 12);
  });
});
