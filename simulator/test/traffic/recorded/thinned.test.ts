import {
  addSamples,
  outcomesIn,
  type MeanSample,
  type Sample,
  type SampleType,
} from '@lastgood/triggers';
import { describe, expect, it, test } from 'vitest';

import { Random } from '../../../src/random/random.ts';
import { thinned } from '../../../src/traffic/recorded/thinned.ts';

const samples: readonly (readonly [SampleType, Sample])[] = [
  ['proportion', { count: 400, hits: 36 }],
  ['rate', { hits: 60, exposure: 200 }],
  ['mean', { count: 400, sum: 800, sumOfSquares: 2500 }],
  ['histogram', { edges: [1, 2, 5], counts: [100, 200, 60, 40] }],
  ['categories', { counts: { web: 260, mobile: 140 } }],
];

/** Everything of a sample that is counted or summed, in its order. */
function numbersIn(sample: Sample): number[] {
  if ('counts' in sample) return Object.values(sample.counts).map(Number);
  return Object.values(sample).map(Number);
}

describe.each(samples)('a sample of a %s', (type, sample) => {
  it('is the sum of both arms, and what the canary gets is its part on average', () => {
    const random = new Random(7);
    const draws = 1000;
    const sums = numbersIn(sample).map(() => 0);
    for (let draw = 0; draw < draws; draw += 1) {
      const { canary, baseline } = thinned(
        sample,
        { requests: 400, canary: 80, share: 0.2 },
        random,
      );
      const both = numbersIn(addSamples(type, canary, baseline));
      for (const [place, number] of numbersIn(sample).entries()) {
        expect(both[place]).toBeCloseTo(number, 6);
      }
      if (type !== 'rate') expect(outcomesIn(canary)).toBe(80);
      for (const [place, number] of numbersIn(canary).entries()) {
        sums[place] = (sums[place] ?? 0) + number;
      }
    }
    for (const [place, number] of numbersIn(sample).entries()) {
      expect((sums[place] ?? 0) / draws / number).toBeCloseTo(0.2, 2);
    }
  });
});

test('a metric that few requests were observed by is not rounded away', () => {
  const random = new Random(1);
  let found = 0;
  for (let draw = 0; draw < 2000; draw += 1) {
    const { canary } = thinned(
      { count: 1, hits: 1 },
      { requests: 100, canary: 5, share: 0.05 },
      random,
    );
    found += outcomesIn(canary);
  }
  expect(found / 2000).toBeCloseTo(0.05, 1);
  expect(found).toBeGreaterThan(50);
});

test('events without requests are split by the share that is wanted', () => {
  const split = { requests: 0, canary: 0, share: 0.25 };
  const { canary } = thinned({ hits: 0, exposure: 8 }, split, new Random(1));
  expect(canary).toEqual({ hits: 0, exposure: 2 });
});

/** The mean of some of these values, drawn without replacement. */
function meanOfSome(values: readonly number[], drawn: number, random: Random): number {
  const left = [...values];
  let sum = 0;
  for (let done = 0; done < drawn; done += 1) {
    const [value = 0] = left.splice(Math.floor(random.uniform() * left.length), 1);
    sum += value;
  }
  return sum / drawn;
}

function momentsOf(values: readonly number[]): MeanSample {
  const sum = values.reduce((total, value) => total + value, 0);
  const sumOfSquares = values.reduce((total, value) => total + value ** 2, 0);
  return { count: values.length, sum, sumOfSquares };
}

test('means spread as those of values that are drawn without replacement', () => {
  const random = new Random(9);
  const values = Array.from({ length: 60 }, (_, place) => (place % 7) ** 2);
  const variance = (all: readonly number[]): number => {
    const { count, sum, sumOfSquares } = momentsOf(all);
    return sumOfSquares / count - (sum / count) ** 2;
  };
  const real = Array.from({ length: 4000 }, () => meanOfSome(values, 20, random));
  const drawn = Array.from({ length: 4000 }, () => {
    const split = { requests: 60, canary: 20, share: 0.3 };
    const { canary } = thinned(momentsOf(values), split, random, [0, 36]);
    return 'sum' in canary ? canary.sum / canary.count : NaN;
  });
  expect(variance(drawn) / variance(real)).toBeGreaterThan(0.9);
  expect(variance(drawn) / variance(real)).toBeLessThan(1.1);
});

test.each([
  [[0, 0, 0, 1], 1],
  [[0, 1, 1, 1, 1, 1], 5],
  [[0.2, 0.9], 1],
  [[1, 1, 1, 1], 2],
])('no arm of %j has a mean of values that nobody could have', (values, drawn) => {
  const random = new Random(5);
  for (let draw = 0; draw < 500; draw += 1) {
    const split = { requests: values.length, canary: drawn, share: 0.5 };
    const both = thinned(momentsOf(values), split, random, [0, 1]);
    for (const arm of [both.canary, both.baseline]) {
      if (!('sum' in arm)) throw new Error('a mean stays a mean');
      // Of values from 0 to 1 the squares are between the mean's and the values' own sum.
      expect(arm.sumOfSquares).toBeLessThanOrEqual(arm.sum + 1e-9);
      expect(arm.sumOfSquares).toBeGreaterThanOrEqual(arm.sum ** 2 / arm.count - 1e-9);
    }
  }
});
