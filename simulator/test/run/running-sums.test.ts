import type { Guardrail, Sample } from '@lastgood/triggers';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { RunningSums } from '../../src/run/running-sums.ts';

const count = fc.nat(50);
/** A sample of no outcomes has no other numbers either. */
const some = fc.integer({ min: 1, max: 50 });
const samples: Record<Guardrail['type'], fc.Arbitrary<Sample>> = {
  proportion: fc.record({ count: some, hits: count }),
  rate: fc.record({ hits: count, exposure: some }),
  mean: fc.record({ count: some, sum: count, sumOfSquares: count }),
  histogram: fc.record({ edges: fc.constant([1, 2]), counts: fc.tuple(count, count, count) }),
  categories: fc.record({
    counts: fc.dictionary(fc.constantFrom('a', 'b', 'toString', '__proto__'), count),
  }),
};

/** The numbers of a sample by their names, those that are zero left out. */
function numbersIn(sample: Sample | undefined): Map<string, number> {
  if (!sample) return new Map();
  const numbers = Object.entries('counts' in sample ? sample.counts : sample);
  return new Map(numbers.filter(([, value]) => value !== 0));
}

/** Adds up one by one. */
function naive(
  ticks: readonly (Sample | undefined)[],
  from: number,
  to: number,
): Map<string, number> {
  const total = new Map<string, number>();
  for (const sample of ticks.slice(from, to)) {
    for (const [name, value] of numbersIn(sample)) total.set(name, (total.get(name) ?? 0) + value);
  }
  return total;
}

describe('RunningSums', () => {
  test.each(Object.keys(samples) as Guardrail['type'][])(
    'of a %s are what one gets by adding up, over any stretch, in whatever order ticks come',
    (type) => {
      // Some come again: the last word counts.
      const told = fc.array(fc.tuple(fc.nat(11), samples[type]), { maxLength: 16 });
      fc.assert(
        fc.property(told, (ticks) => {
          const sums = new RunningSums(type);
          const all: (Sample | undefined)[] = [];
          for (const [tick, sample] of ticks) {
            sums.set(tick, sample);
            all[tick] = sample;
          }
          expect(sums.length).toBe(all.length);
          for (let from = 0; from <= 12; from += 1) {
            for (let to = from; to <= 12; to += 1) {
              expect(numbersIn(sums.between(from, to))).toEqual(naive(all, from, to));
            }
          }
        }),
        { seed: 5, numRuns: 60 },
      );
    },
  );

  test('have nothing where nothing was observed, and the shape of the sample elsewhere', () => {
    const sums = new RunningSums('histogram');
    sums.set(1, { edges: [], counts: [0] });
    expect(sums.between(0, 2)).toBeUndefined();
    sums.set(2, { edges: [10, 20], counts: [1, 0, 3] });
    expect(sums.between(0, 3)).toEqual({ edges: [10, 20], counts: [1, 0, 3] });
    expect(sums.between(0, 2)).toBeUndefined();
  });
});
