import { describe, expect, test } from 'vitest';

import { binTolerance, toleratedBins, towardsWorse } from '../../src/evidence/tolerated-bins.ts';
import { binOf, logarithmicEdges } from '../../src/ticks/samples/edges.ts';
import { seeded } from '../support/random.ts';

describe('binTolerance', () => {
  const edges = logarithmicEdges(1, 10_000);
  test.each([
    [0, 0, 0],
    [0.02, 1, 0.11],
    [0.1, 1, 0.11],
    [0.2, 2, 0.23],
    [1, 8, 1.3],
  ])('%d on logarithmic edges is %i bins', (relative, bins, most) => {
    const tolerance = binTolerance(edges, 'higher', relative);
    expect(tolerance.bins).toBe(bins);
    expect(tolerance.relative).toBeGreaterThanOrEqual(relative);
    expect(tolerance.relative).toBeLessThanOrEqual(most);
  });

  test('is the next whole bin, where it is widest', () => {
    const coarse = [50, 100, 200, 500, 1000];
    expect(binTolerance(coarse, 'higher', 0.1)).toEqual({ bins: 1, relative: 1.5 });
    expect(binTolerance(coarse, 'higher', 1.5)).toEqual({ bins: 2, relative: 4 });
    expect(binTolerance(coarse, 'lower', 0.1)).toEqual({ bins: 1, relative: 0.6 });
    expect(binTolerance(coarse, 'higher', 0)).toEqual({ bins: 0, relative: 0 });
  });

  test('an edge more costs no other bin its tolerance', () => {
    const edges = [100, 110, 115, 121, 133.1];
    expect(binTolerance(edges, 'higher', 0.1)).toEqual({
      bins: 2,
      relative: expect.closeTo(0.157, 3),
    });
    expect(toleratedBins(edges, 1.1)).toEqual([1, 3, 4, 4, 5, 5]);
  });

  test('a tolerance of exactly one bin is one bin, however it is rounded', () => {
    const powers = Array.from({ length: 60 }, (_, power) => 1.1 ** power);
    expect(binTolerance(powers, 'higher', 0.1).bins).toBe(1);
    expect(binTolerance([10, 100], 'lower', 0.9).bins).toBe(1);
  });

  test('an edge at zero stays where it is', () => {
    expect(binTolerance([0, 10, 11], 'higher', 0.1)).toEqual({
      bins: 1,
      relative: expect.closeTo(0.1, 12),
    });
  });

  test('is infinite if the edges span no more', () => {
    expect(binTolerance([100, 101], 'higher', 0.1)).toEqual({ bins: 2, relative: Infinity });
  });
});

test.each([
  ['higher', 1.25],
  ['higher', 1],
  ['lower', 0.8],
  ['lower', 1],
] as const)(
  'where %s is worse and %d of a value is tolerated, it never leaves its tolerated bin',
  (worse, factor) => {
    const uniform = seeded(3);
    for (const edges of [logarithmicEdges(1, 1000, [3, 500]), [-20, -1, 0, 2, 7], [10]]) {
      const bins = toleratedBins(towardsWorse(edges, worse), factor);
      expect(bins).toHaveLength(edges.length + 1);
      const place = (value: number): number =>
        worse === 'higher' ? binOf(edges, value) : edges.length - binOf(edges, value);
      for (let run = 0; run < 2000; run += 1) {
        const value =
          (edges[0] ?? 0) - 5 + 1.1 * ((edges.at(-1) ?? 0) - (edges[0] ?? 0) + 10) * uniform() ** 3;
        expect(place(factor * value)).toBeLessThanOrEqual(bins[place(value)] ?? NaN);
      }
    }
  },
);
