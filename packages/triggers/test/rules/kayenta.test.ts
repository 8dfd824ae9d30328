import { describe, expect, test } from 'vitest';

import { addToTally, shiftInterval } from '../../src/rules/arithmetic/mann-whitney.ts';
import { noMoments } from '../../src/rules/arithmetic/moments.ts';
import { kayenta } from '../../src/rules/kayenta.ts';
import type { RuleTick } from '../../src/rules/rule.ts';
import { run, tick } from './ticks.ts';

// From the tests of Kayenta's classifier, in hundredths.
const around10 = [
  9.78, 10.59, 7.84, 9.32, 8.38, 8.94, 8.27, 9.75, 11.62, 9.28, 8.15, 10.56, 13.5, 11.05, 6.95,
  12.52, 9.02, 4.92, 11.25, 11.6, 8.44, 11.11, 10.7, 8.92, 10.09, 11.42, 9.38, 7.8, 10.62, 11.91,
];
const alsoAround10 = [
  11.15, 9.96, 7.07, 7.3, 9.79, 9.6, 6.19, 12.35, 10.37, 8.61, 9.91, 10.36, 14.21, 10.95, 10.22,
  11.74, 10.91, 12.82, 8.1, 8.5, 12.11, 13.27, 10.11, 6.95, 6.21, 10.16, 8.35, 8.38, 7.0, 10.76,
];
const around20 = [
  20.88, 21.79, 19.71, 15.86, 19.51, 19.39, 22.93, 17.16, 18.66, 23.42, 24.06, 22.63, 21.98, 21.66,
  20.07, 22.12, 16.44, 21.56, 21.0, 17.78, 17.81, 18.54, 20.56, 19.55, 21.77, 21.81, 20.96, 20.98,
  19.11, 16.98,
];

/** Five minutes of ticks with these values in turn; a version with none was not observed. */
function fiveMinutes(canary: readonly number[], baseline: readonly number[]): RuleTick[] {
  return Array.from({ length: 30 }, (_, index) => ({
    from: index * 10_000,
    to: (index + 1) * 10_000,
    canary: one(canary[index]),
    baseline: one(baseline[index]),
  }));
}

function one(value: number | undefined): RuleTick['canary'] {
  if (value === undefined) return noMoments.canary;
  return { count: 1, sum: value, sumOfSquares: value * value };
}

describe("as Kayenta's own tests of the classification have it", () => {
  test('Pass, both around 10', () => {
    for (const worse of ['higher', 'lower'] as const) {
      const { decision, state } = run(kayenta, { worse }, fiveMinutes(around10, alsoAround10));
      expect(decision).toBeUndefined();
      expect(state.due).toBe(600_000);
    }
  });

  test('High, 20 against 10, unless only a decrease matters', () => {
    const high = fiveMinutes(around20, alsoAround10);
    const { decision } = run(kayenta, { worse: 'higher' }, high);
    expect(decision?.tick).toBe(30);
    expect(decision?.reason).toMatch(
      /^score 0: High, the 98 % interval of the shift is 9\.\d+ to 1/,
    );
    expect(run(kayenta, { worse: 'lower' }, high).decision).toBeUndefined();
  });

  test('Low, 10 against 20, unless only an increase matters', () => {
    const low = fiveMinutes(around10, around20);
    expect(run(kayenta, { worse: 'lower' }, low).decision?.reason).toMatch(/^score 0: Low, /);
    expect(run(kayenta, { worse: 'higher' }, low).decision).toBeUndefined();
  });

  test.each([
    ['tied observations', [1, 1, 1], [1, 1]],
    ['identical populations', [1, 2, 3, 4, 5], [5, 4, 3, 2, 1]],
    ['a leading zero', [0, 1, 1, 1, 1], [1, 1, 1, 1, 1]],
  ])('Pass, %s', (_, canary, baseline) => {
    const { decision } = run(kayenta, { worse: 'lower' }, fiveMinutes(canary, baseline));
    expect(decision).toBeUndefined();
  });

  test('Nodata, and therefore a score of 0 for a critical metric', () => {
    const { decision } = run(kayenta, { worse: 'higher' }, fiveMinutes([], [1, 2, 3, 4, 5]));
    expect(decision?.reason).toBe('score 0: Nodata, a version has no value at all');
  });
});

test('a shift counts once its 98 % interval lies beyond a quarter of the estimate', () => {
  const classify = (shift: number): { share: number; isHigh: boolean } => {
    const canary = around10.map((value) => value + shift);
    const baseline = alsoAround10;
    const interval = shiftInterval(addToTally([], canary), addToTally([], baseline), 0.98);
    const { decision } = run(kayenta, { worse: 'higher' }, fiveMinutes(canary, baseline));
    return { share: interval.lower() / interval.estimate(), isHigh: decision !== undefined };
  };
  const shifts = Array.from({ length: 41 }, (_, index) => classify(1 + index / 20));
  expect(shifts.map(({ isHigh }) => isHigh)).toEqual(shifts.map(({ share }) => share > 0.25));
  // Close to the bound on both sides, so that no other share would do.
  const near = shifts.filter(({ share }) => share > 0.22 && share < 0.28);
  expect(new Set(near.map(({ isHigh }) => isHigh)).size).toBe(2);
});

test('two constants that differ are told apart', () => {
  const constant = fiveMinutes(Array(30).fill(0.02), Array(30).fill(0.01));
  expect(run(kayenta, { worse: 'higher' }, constant).decision?.tick).toBe(30);
  expect(run(kayenta, { worse: 'lower' }, constant).decision).toBeUndefined();
});

test('of one value each, the higher is High', () => {
  const single = fiveMinutes([0.011], [0.01]);
  expect(run(kayenta, { worse: 'higher' }, single).decision?.reason).toMatch(/^score 0: High, /);
});

test('a shift that a few outliers outweigh in the mean does not count', () => {
  const canary = Array<number>(30).fill(11);
  const baseline = [...Array<number>(28).fill(10), 500, 500];
  expect(run(kayenta, { worse: 'higher' }, fiveMinutes(canary, baseline)).decision).toBe(undefined);
});

describe('a judgement', () => {
  test('is due every five minutes from the first tick on, whatever the ticks are like', () => {
    let state = kayenta.initial({ worse: 'higher' });
    const due: (number | undefined)[] = [];
    for (const number of [4, 33, 34, 200, 213]) {
      ({ state } = kayenta.step({ worse: 'higher' }, state, tick(number, [1, 100], [1, 100])));
      due.push(state.due);
    }
    // The first tick begins at 30 s, so judgements are due at 330 s, 630 s, ..., 2130 s.
    expect(due).toEqual([330_000, 630_000, 630_000, 2_130_000, 2_430_000]);
    expect(state.judged.canary).toEqual([[0.01, 5]]);
  });

  test('looks at all ticks so far, so that a late fault must outlast the healthy time', () => {
    const early = Array.from({ length: 60 }, (_, i) => tick(i + 1, [1, 100], [1 + (i % 3), 100]));
    const late = Array.from({ length: 90 }, (_, i) => tick(i + 61, [9, 100], [1 + (i % 3), 100]));
    const { decision, state } = run(kayenta, { worse: 'higher' }, [...early, ...late]);
    expect(decision?.tick).toBe(150);
    expect(state.judged.canary).toEqual([
      [0.01, 60],
      [0.09, 90],
    ]);
  });
});
