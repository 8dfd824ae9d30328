import type { Guardrail, Sample } from '@lastgood/triggers';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { RunningSums } from '../../src/charts/running-sums.ts';

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
    'of a %s are what one gets by adding up, over any stretch, also after ticks were taken back',
    (type) => {
      const ticks = fc.array(fc.option(samples[type], { nil: undefined }), { maxLength: 12 });
      fc.assert(
        fc.property(ticks, fc.nat(12), ticks, (first, kept, second) => {
          const sums = new RunningSums(type);
          for (const sample of first) sums.push(sample);
          const length = Math.min(kept, first.length);
          sums.truncate(length);
          for (const sample of second) sums.push(sample);
          const all = [...first.slice(0, length), ...second];
          expect(sums.length).toBe(all.length);
          for (let from = 0; from <= all.length; from += 1) {
            for (let to = from; to <= all.length; to += 1) {
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
    sums.push(undefined);
    sums.push({ edges: [], counts: [0] });
    expect(sums.between(0, 2)).toBeUndefined();
    sums.push({ edges: [10, 20], counts: [1, 0, 3] });
    expect(sums.between(0, 3)).toEqual({ edges: [10, 20], counts: [1, 0, 3] });
    expect(sums.between(0, 2)).toBeUndefined();
  });
});
