import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  bernsteinIncrement,
  bernsteinIncrements,
  boundedArm,
  type BoundedArm,
} from '../../src/evidence/bernstein.ts';
import { betsOn } from '../../src/evidence/bets.ts';
import { squaresAround } from '../../src/evidence/moments.ts';
import type { MeanSample } from '../../src/ticks/samples/mean.ts';
import { type Counts, distributions, largestExpectation } from '../oracles/multinomial.ts';

function armAt(sample: MeanSample, mean: number, reach = 1, factor = 1): BoundedArm {
  return {
    count: sample.count,
    factor,
    reach,
    variance: 0.25,
    squares: squaresAround(sample, mean),
  };
}

function sampleOf(values: readonly number[]): MeanSample {
  return {
    count: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    sumOfSquares: values.reduce((sum, value) => sum + value * value, 0),
  };
}

describe('bernsteinIncrement', () => {
  test('gives the known answer', () => {
    const canary = { count: 20, sum: 7.1, sumOfSquares: 3.2 };
    const baseline = { count: 180, sum: 54, sumOfSquares: 20.5 };
    const excess = 7.1 / 20 - 54 / 180 - 0.01;
    const arms = [armAt(canary, 0.3), armAt(baseline, 0.3)];
    expect(bernsteinIncrement(10, excess, arms)).toBeCloseTo(0.300178795763, 11);
  });

  test('is the sum over single values of l y - psi(l) y^2', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(unit, { minLength: 1, maxLength: 8 }),
        fc.array(unit, { minLength: 1, maxLength: 8 }),
        fc.record({ mean: unit, factor: fc.double({ min: 0.5, max: 2, noNaN: true }), part: unit }),
        (canary, baseline, { mean, factor, part }) => {
          const reach = Math.max(mean, 1e-3);
          const other = Math.max(1 - mean, 1e-3);
          const bet =
            0.99 * part * Math.min(canary.length / reach, baseline.length / (factor * other));
          let expected = 0;
          for (const value of canary) {
            const l = (bet * reach) / canary.length;
            const y = (value - mean) / reach;
            expected += l * y + (Math.log(1 - l) + l) * y * y;
          }
          for (const value of baseline) {
            const l = (bet * factor * other) / baseline.length;
            const y = (mean - value) / other;
            expected += l * y + (Math.log(1 - l) + l) * y * y;
          }
          // What the guesses of the mean are off by cancels in the excess.
          expected += bet * mean * (1 - factor);
          const [c, b] = [sampleOf(canary), sampleOf(baseline)];
          const increment = bernsteinIncrement(bet, c.sum / c.count - (factor * b.sum) / b.count, [
            armAt(c, mean, reach),
            armAt(b, mean, other, factor),
          ]);
          expect(increment).toBeCloseTo(expected, 6);
        },
      ),
      { seed: 1, numRuns: 1000 },
    );
  });
});

/** The share of ones in a block of zeros and ones. */
const binary = ([zeros = 0, ones = 0]: Counts): MeanSample =>
  sampleOf([...Array.from({ length: zeros }, () => 0), ...Array.from({ length: ones }, () => 1)]);
const meanOf = ({ sum, count }: MeanSample): number => sum / count;
const shares = distributions(2, 10);

/** The largest expectation with mean_c <= ratio mean_b, of an increment that is made from both arms' zeros and ones. */
function worst(
  sizes: { canary: number; baseline: number },
  ratio: number,
  increment: (canary: MeanSample, baseline: MeanSample) => number,
): number {
  const nulls = shares.flatMap((baseline) =>
    shares
      .filter(([, one = 0]) => one <= ratio * (baseline[1] ?? 0) + 1e-12)
      .map((canary) => ({ canary, baseline })),
  );
  return largestExpectation(sizes, nulls, (canary, baseline) => [
    increment(binary(canary), binary(baseline)),
  ]);
}

describe('a wrong formula is found out by enumeration', () => {
  const sizes = { canary: 200, baseline: 2 };

  test('bets that are reduced for one arm only', () => {
    const increment =
      (reduced: 'both' | 'canary') => (canary: MeanSample, baseline: MeanSample) => {
        const least = reduced === 'both' ? Math.min(canary.count, baseline.count) : canary.count;
        const bet = 0.5 * least;
        const half = (count: number): number => Math.min(0.5, bet / count);
        const psi = (l: number): number => -Math.log(1 - l) - l;
        return (
          bet * (meanOf(canary) - meanOf(baseline)) -
          psi(half(canary.count)) * squaresAround(canary, 0.5) -
          psi(half(baseline.count)) * squaresAround(baseline, 0.5)
        );
      };
    expect(worst(sizes, 1, increment('both'))).toBeLessThanOrEqual(1 + 1e-9);
    expect(worst(sizes, 1, increment('canary'))).toBeGreaterThan(1.1);
  });

  test('a relative tolerance that does not widen the range of the baseline', () => {
    const widened = (canary: MeanSample, baseline: MeanSample): number =>
      bernsteinIncrement(0.6, meanOf(canary) - 3 * meanOf(baseline), [
        armAt(canary, 0.3),
        armAt(baseline, 0.1, 1, 3),
      ]);
    const forgotten = (canary: MeanSample, baseline: MeanSample): number => {
      const scaled = {
        ...baseline,
        sum: 3 * baseline.sum,
        sumOfSquares: 9 * baseline.sumOfSquares,
      };
      const arms = [armAt(canary, 0.3), armAt(scaled, 0.3)];
      return bernsteinIncrement(1.8, meanOf(canary) - meanOf(scaled), arms);
    };
    expect(worst(sizes, 3, widened)).toBeLessThanOrEqual(1 + 1e-9);
    expect(worst(sizes, 3, forgotten)).toBeGreaterThan(1.02);
  });

  test('a reach that is less than the distance to the end of the range', () => {
    const increment =
      (reach: number) =>
      (canary: MeanSample, baseline: MeanSample): number =>
        bernsteinIncrement(1.9 / reach, meanOf(canary) - meanOf(baseline), [
          armAt(canary, 0.2),
          armAt(baseline, 0.2, reach),
        ]);
    expect(worst(sizes, 1, increment(0.8))).toBeLessThanOrEqual(1 + 1e-9);
    expect(worst(sizes, 1, increment(0.2))).toBeGreaterThan(1.02);
  });

  test('a mean that is taken from the block itself', () => {
    const increment =
      (past: boolean) =>
      (canary: MeanSample, baseline: MeanSample): number =>
        bernsteinIncrement(1.8, meanOf(canary) - meanOf(baseline), [
          armAt(canary, 0.2),
          armAt(baseline, past ? 0.2 : meanOf(baseline)),
        ]);
    expect(worst(sizes, 1, increment(true))).toBeLessThanOrEqual(1 + 1e-9);
    expect(worst(sizes, 1, increment(false))).toBeGreaterThan(1.01);
  });
});

test('bets are the effect over the variance of the difference', () => {
  const arms = [
    { count: 4, factor: 1, variance: 2, squares: 0 },
    { count: 10, factor: 3, variance: 5, squares: 0 },
  ];
  const bets = betsOn(2, arms);
  for (const [k, effect] of [0.02, 0.05, 0.1, 0.2, 0.4, 0.8].entries()) {
    expect(bets[k]).toBeCloseTo((effect * 2) / (2 / 4 + (9 * 5) / 10), 12);
  }
});

describe('bernsteinIncrements', () => {
  const past = { count: 100, sum: 1, sumOfSquares: 0.5 };
  const range = [0, 1] as const;

  test('are those of the bets, where these are small', () => {
    const canary = boundedArm(past, { count: 1e6, sum: 1e4, sumOfSquares: 5e3 }, range, 1, 'low');
    const baseline = boundedArm(
      past,
      { count: 1e6, sum: 9e3, sumOfSquares: 5e3 },
      range,
      1,
      'high',
    );
    const arms = [canary, baseline];
    const bets = betsOn(1e-6, arms);
    const increments = bernsteinIncrements(1e-6, 1e-3, arms);
    for (const [k, bet] of bets.entries()) {
      expect((increments[k] ?? 0) / bernsteinIncrement(bet, 1e-3, arms)).toBeCloseTo(1, 3);
    }
  });

  test.each([
    ['one and many', 1, 1e7],
    ['many and one', 1e7, 1],
    ['0.1/99.9', 1e4, 9.99e6],
    ['99.9/0.1', 9.99e6, 1e4],
    ['2^53', 2 ** 53, 2 ** 53],
  ])('stay finite at %s, however large the bet would be', (_, canary, baseline) => {
    for (const [good, shares] of [
      ['low', [0, 0.01, 1]],
      ['high', [0, 0.99, 1]],
    ] as const) {
      for (const share of shares) {
        const block = (count: number): MeanSample => ({
          count,
          sum: share * count,
          sumOfSquares: share * count,
        });
        const arms = [
          boundedArm(past, block(canary), range, 1, good),
          boundedArm(past, block(baseline), range, 1.1, good === 'low' ? 'high' : 'low'),
        ];
        for (const increment of bernsteinIncrements(1e6, 0.5, arms)) {
          expect(increment).not.toBeNaN();
          expect(Math.abs(increment)).toBeLessThan(Infinity);
        }
      }
    }
  });

  test('expects nothing outside the range, though the past was rounded', () => {
    const rounded = { count: 3, sum: 3.0000000000000004, sumOfSquares: 3 };
    const { reach } = boundedArm(rounded, past, range, 1, 'low');
    expect(reach).toBe(1);
  });
});
