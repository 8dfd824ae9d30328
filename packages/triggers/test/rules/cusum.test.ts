import { describe, expect, test } from 'vitest';

import { accumulate, cusum, type CusumState } from '../../src/rules/cusum.ts';
import { normals } from '../support/random.ts';
import { rateTicks, repeated, run, ticks } from './ticks.ts';

/** The mean number of ticks until a sum passes 4, with scores around `shift`. */
function averageRunLength(shift: number, runs: number): number {
  const next = normals(7);
  let ticks = 0;
  for (let i = 0; i < runs; i += 1) {
    let sums: CusumState = { worse: 0, better: 0 };
    while (Math.max(sums.worse, sums.better) <= 4) {
      sums = accumulate(sums, shift + next(), 0.5);
      ticks += 1;
    }
  }
  return ticks / runs;
}

describe("the textbook's average run length, two-sided, reference 1/2, limit 4", () => {
  // Five standard errors of the mean: run lengths vary about as much as they are long.
  test('168 without a shift', () => {
    expect(Math.abs(averageRunLength(0, 20_000) - 168)).toBeLessThan(6);
  });

  test('8.38 at one standard deviation', () => {
    expect(Math.abs(averageRunLength(1, 40_000) - 8.38)).toBeLessThan(0.12);
  });
});

test("Montgomery's worked example, target 10 and standard deviation 1, signals at the 29th with a limit of 5", () => {
  const values = [
    9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.2, 10.34, 9.03, 11.47, 10.51, 9.4, 10.08,
    9.37, 10.62, 10.31, 8.52, 10.84, 10.9, 9.33, 12.29, 11.5, 10.6, 11.08, 10.38, 11.62, 11.31,
    10.52,
  ];
  const sums: CusumState[] = [];
  for (const value of values) {
    sums.push(accumulate(sums.at(-1) ?? { worse: 0, better: 0 }, value - 10, 0.5));
  }
  expect(sums.findIndex(({ worse }) => worse > 5)).toBe(28);
  expect(sums.at(28)?.worse).toBeCloseTo(5.28, 9);
  expect(sums.at(29)?.worse).toBeCloseTo(5.3, 9);
  expect(sums.at(2)?.better).toBeCloseTo(1.77, 9);
});

test('one side speaks of a worse canary alone, two sides of a better one too', () => {
  const worse = ticks(repeated(40, [40, 1000]));
  expect(run(cusum, { worse: 'higher' }, worse).decision?.reason).toMatch(
    /^cumulative sum \S+ > 4 standard deviations$/,
  );
  expect(run(cusum, { worse: 'lower' }, worse).decision).toBeUndefined();
  expect(run(cusum, { worse: 'lower', sides: 'two' }, worse).decision?.action).toBe('rollback');
});

test("the textbook's design is the default", () => {
  const worse = ticks(repeated(40, [20, 1000]));
  const { decision } = run(cusum, { worse: 'higher' }, worse);
  const explicit = { worse: 'higher', reference: 0.5, limit: 4, sides: 'one' } as const;
  expect(run(cusum, explicit, worse).decision).toEqual(decision);
  expect(run(cusum, { ...explicit, reference: 0.4 }, worse).decision).not.toEqual(decision);
});

test('rates are scored by their Poisson variance, whatever the unit of the exposure', () => {
  const rate = { worse: 'higher', compared: 'rate' } as const;
  for (const unit of [1, 3600]) {
    const twice = rateTicks(40, [4, 2 * unit], [8, 8 * unit]);
    // Each tick scores (2 - 1) / sqrt(12 / 10 (1 / 2 + 1 / 8)) and loses 1/2.
    const rise = 1 / Math.sqrt(1.2 * 0.625) - 0.5;
    expect(run(cusum, rate, twice).decision?.tick).toBe(Math.ceil(4 / rise));
    expect(run(cusum, { ...rate, worse: 'lower' }, twice).decision).toBeUndefined();
    expect(run(cusum, rate, rateTicks(200, [2, 2 * unit], [8, 8 * unit])).decision).toBe(undefined);
  }
});
