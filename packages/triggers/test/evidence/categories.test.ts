import { describe, expect, test } from 'vitest';

import { categories, type CategoriesState } from '../../src/evidence/categories.ts';
import { categoriesOf, labelCountsOf } from '../../src/ticks/samples/label-counts.ts';
import { projectionIncrements } from '../../src/evidence/projection.ts';
import { type Counts, distributions, largestExpectation } from '../oracles/multinomial.ts';

const options = { tolerance: { shift: 0.05 } };
const past = {
  canary: { counts: { mobile: 40, web: 50, tv: 10 } },
  baseline: { counts: { mobile: 200, web: 700, tv: 100 } },
};
const state: CategoriesState = labelCountsOf(past);

describe('categories', () => {
  test('gives no evidence before both arms have a past, and remembers all labels', () => {
    const none = categories.initial(options);
    const nothing = { counts: {} };
    const first = categories.step(options, none, { canary: nothing, baseline: past.baseline });
    expect(first).toEqual({
      state: labelCountsOf({ canary: nothing, baseline: past.baseline }),
    });
    const second = categories.step(options, first.state, {
      canary: past.canary,
      baseline: nothing,
    });
    expect(new Set(second.state.labels)).toEqual(new Set(state.labels));
    expect(second.increments).toBeUndefined();
    expect(categories.step(options, state, past).increments).toHaveLength(6);
  });

  test('compares the labels that the canary has shown more of, and the new ones', () => {
    const block = {
      canary: { counts: { mobile: 8, web: 9, new: 3 } },
      baseline: { counts: { mobile: 20, web: 60, tv: 15, other: 5 } },
    };
    const { state: next, increments } = categories.step(options, state, block);
    expect(increments).toEqual(
      projectionIncrements({ ratio: 1, absolute: 0.05 }, 200.5 / 1001, {
        canary: { count: 20, bad: 11 },
        baseline: { count: 100, bad: 25 },
      }),
    );
    expect(next.labels).toEqual([
      ['mobile', 48, 220],
      ['web', 59, 760],
      ['tv', 10, 115],
      ['new', 3, 0],
      ['other', 0, 5],
    ]);
  });

  test('says nothing if an arm is empty', () => {
    for (const arm of ['canary', 'baseline']) {
      const { increments } = categories.step(options, state, { ...past, [arm]: { counts: {} } });
      expect(increments).toEqual([0, 0, 0, 0, 0, 0]);
    }
  });

  test('speaks against a label that the canary alone begins to show', () => {
    const canary = { counts: { mobile: 20, web: 50, tv: 10, 'no such device': 20 } };
    const { increments } = categories.step(options, state, { ...past, canary });
    expect(Math.max(...(increments ?? []))).toBeGreaterThan(3);
  });

  test('any word can be a label', () => {
    const counts = JSON.parse('{"__proto__":5,"constructor":3,"toString":1,"7":2,"":4}') as Record<
      string,
      number
    >;
    const block = { canary: { counts }, baseline: { counts } };
    const { state } = categories.step(options, categories.initial(options), block);
    expect(Object.entries(categoriesOf(state).canary.counts)).toEqual(Object.entries(counts));
    const shift = {
      canary: { counts: JSON.parse('{"__proto__":90}') as Record<string, number> },
      baseline: block.baseline,
    };
    const next = categories.step(options, state, shift).state;
    expect(next.labels).toContainEqual(['__proto__', 95, 10]);
    expect(next.labels).toContainEqual(['constructor', 3, 6]);
    const { increments } = categories.step(options, next, shift);
    expect(Math.max(...(increments ?? []))).toBeGreaterThan(3);
  });

  test('a set of labels that is taken from the block itself is found out by enumeration', () => {
    const shares = distributions(3, 8);
    const nulls = shares.map((share) => ({ canary: share, baseline: share }));
    const sizes = { canary: 3, baseline: 4 };
    const increments =
      (from: 'past' | 'block') =>
      (canary: Counts, baseline: Counts): readonly number[] => {
        const [c, b] =
          from === 'past'
            ? [
                [2, 1, 1],
                [1, 1, 3],
              ]
            : [canary, baseline];
        const inSet = (counts: Counts): number =>
          counts.reduce(
            (sum, count, k) => sum + ((c[k] ?? 0) / 3 > (b[k] ?? 0) / 4 ? count : 0),
            0,
          );
        return projectionIncrements({ ratio: 1, absolute: 0 }, 0.4, {
          canary: { count: 3, bad: inSet(canary) },
          baseline: { count: 4, bad: inSet(baseline) },
        });
      };
    expect(largestExpectation(sizes, nulls, increments('past'))).toBeLessThanOrEqual(1 + 1e-9);
    expect(largestExpectation(sizes, nulls, increments('block'))).toBeGreaterThan(1.1);
  });
});
