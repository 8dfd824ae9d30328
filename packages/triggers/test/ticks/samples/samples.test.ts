import { describe, expect, test } from 'vitest';

import { addCategories, readCategories } from '../../../src/ticks/samples/categories.ts';
import { addHistograms, readHistogram } from '../../../src/ticks/samples/histogram.ts';
import { addMeans, readMean } from '../../../src/ticks/samples/mean.ts';
import { addRates, readRate } from '../../../src/ticks/samples/rate.ts';

const tooMany = 2 ** 53;

describe('readRate', () => {
  test('reads hits and exposure', () => {
    expect(readRate({ hits: 3, exposure: 1.5, more: 1 })).toEqual({ hits: 3, exposure: 1.5 });
    expect(readRate({ hits: 0, exposure: 0 })).toEqual({ hits: 0, exposure: 0 });
    expect(readRate({ hits: tooMany - 1, exposure: 1e-9 })).not.toBeTypeOf('string');
  });

  test.each([
    [7, 'is 7: hits and an exposure are expected'],
    [{ exposure: 1 }, 'has no hits'],
    [{ hits: 1 }, 'has no exposure'],
    [{ hits: 1.5, exposure: 1 }, 'has 1.5 as hits, which is no whole number from 0 to 2^53 - 1'],
    [
      { hits: tooMany, exposure: 1 },
      `has ${tooMany} as hits, which is no whole number from 0 to 2^53 - 1`,
    ],
    [{ hits: 1, exposure: '2' }, 'has "2" as exposure, which is no number'],
    [{ hits: 1, exposure: NaN }, 'has NaN as exposure, which is no number'],
    [{ hits: 1, exposure: -1 }, 'has a negative exposure: -1'],
    [{ hits: 1, exposure: 0 }, 'has 1 hits on an exposure of 0'],
  ])('refuses %j', (recorded, reason) => {
    expect(readRate(recorded)).toBe(reason);
  });
});

describe('readMean', () => {
  test.each([
    [{ count: 3, sum: 6, sumOfSquares: 14 }, undefined],
    [{ count: 3, sum: 6, sumOfSquares: 12 }, undefined],
    [{ count: 0, sum: 0, sumOfSquares: 0 }, [5, 6]],
    [{ count: 2, sum: 11, sumOfSquares: 61 }, [5, 6]],
    [{ count: 2, sum: -3, sumOfSquares: 5 }, [-2, 0]],
    // 0.1 three times, as it comes out of floating-point sums.
    [{ count: 3, sum: 0.30000000000000004, sumOfSquares: 0.030000000000000006 }, [0, 0.1]],
  ] as const)('reads %j', (recorded, range) => {
    expect(readMean(recorded, range)).toEqual(recorded);
  });

  test.each([
    [null, undefined, 'is null: a count, a sum and a sumOfSquares are expected'],
    [{ sum: 1, sumOfSquares: 1 }, undefined, 'has no count'],
    [
      { count: -1, sum: 1, sumOfSquares: 1 },
      undefined,
      'has -1 as count, which is no whole number from 0 to 2^53 - 1',
    ],
    [
      { count: 1, sum: Infinity, sumOfSquares: 1 },
      undefined,
      'has Infinity as sum, which is no number',
    ],
    [{ count: 1, sum: 1 }, undefined, 'has no sumOfSquares'],
    [
      { count: 3, sum: 6, sumOfSquares: 11.9 },
      undefined,
      'has a sum of 6 and a sumOfSquares of 11.9, which no 3 values have',
    ],
    [
      { count: 0, sum: 1, sumOfSquares: 1 },
      undefined,
      'has a sum of 1 and a sumOfSquares of 1, which no 0 values have',
    ],
    [
      { count: 3, sum: 6, sumOfSquares: 14 },
      [0, 2.2],
      'has values outside its range from 0 to 2.2: they have to be clipped before they are summed',
    ],
    [
      { count: 2, sum: 14, sumOfSquares: 98 },
      [0, 6],
      'has values outside its range from 0 to 6: they have to be clipped before they are summed',
    ],
  ] as const)('refuses %j with the range %j', (recorded, range, reason) => {
    expect(readMean(recorded, range)).toBe(reason);
  });
});

describe('readHistogram', () => {
  test('reads edges and counts', () => {
    const histogram = { edges: [-1, 0, 2.5], counts: [1, 0, tooMany - 1, 3] };
    expect(readHistogram(histogram)).toEqual(histogram);
  });

  test.each([
    ['x', 'is "x": edges and counts are expected'],
    [{ counts: [1] }, 'has no list of edges'],
    [{ edges: [], counts: [1] }, 'has no list of edges'],
    [{ edges: [1] }, 'has no list of counts'],
    [{ edges: [1, null], counts: [1, 1, 1] }, 'has null as an edge, which is no number'],
    [{ edges: [1, 2, 2], counts: [1, 1, 1, 1] }, 'has the edge 2 after 2: edges must rise'],
    [
      { edges: [1, 2], counts: [1, 1] },
      'has 2 counts for 2 edges: one more than edges is expected',
    ],
    [
      { edges: [1], counts: [1, -2] },
      'has -2 as a count, which is no whole number from 0 to 2^53 - 1',
    ],
  ])('refuses %j', (recorded, reason) => {
    expect(readHistogram(recorded)).toBe(reason);
  });
});

describe('readCategories', () => {
  test('reads counts by label, whatever the label', () => {
    const recorded = JSON.parse('{"counts":{"__proto__":3,"constructor":0,"7":1}}') as {
      counts: object;
    };
    const read = readCategories(recorded);
    expect(read).toEqual(recorded);
    expect(Object.entries(typeof read === 'string' ? {} : read.counts)).toEqual(
      Object.entries(recorded.counts),
    );
  });

  test.each([
    [[], 'is a list: counts by label are expected'],
    [{ counts: [3] }, 'has a list as counts: counts by label are expected'],
    [{}, 'has no counts'],
    [
      { counts: { web: 0.5 } },
      'has 0.5 as the count of "web", which is no whole number from 0 to 2^53 - 1',
    ],
  ])('refuses %j', (recorded, reason) => {
    expect(readCategories(recorded)).toBe(reason);
  });
});

describe('samples of two ticks add up', () => {
  test('rates', () => {
    expect(addRates({ hits: 1, exposure: 0.5 }, { hits: 2, exposure: 2 })).toEqual({
      hits: 3,
      exposure: 2.5,
    });
  });

  test('means', () => {
    const sum = addMeans(
      { count: 1, sum: 2, sumOfSquares: 4 },
      { count: 1, sum: -3, sumOfSquares: 9 },
    );
    expect(sum).toEqual({ count: 2, sum: -1, sumOfSquares: 13 });
  });

  test('histograms, if they have the same edges', () => {
    const edges = [1, 2];
    const sum = addHistograms({ edges, counts: [1, 2, 3] }, { edges: [1, 2], counts: [4, 0, 1] });
    expect(sum).toEqual({ edges, counts: [5, 2, 4] });
    expect(() =>
      addHistograms({ edges, counts: [1, 2, 3] }, { edges: [1], counts: [1, 2] }),
    ).toThrow(expect.objectContaining({ code: 'edges-differ' }));
  });

  test('categories, with labels that only one of them has', () => {
    const trap = JSON.parse('{"__proto__":3,"web":1}') as Record<string, number>;
    const sum = addCategories({ counts: trap }, { counts: { web: 2, constructor: 5 } });
    expect(Object.entries(sum.counts)).toEqual([
      ['__proto__', 3],
      ['web', 3],
      ['constructor', 5],
    ]);
  });
});
