import { describe, expect, test } from 'vitest';

import { boundedMean, type BoundedMeanOptions } from '../../src/evidence/bounded-mean.ts';
import { meanLimit } from '../../src/evidence/mean-limit.ts';
import type { MeanSample } from '../../src/ticks/samples/mean.ts';
import type { Pair } from '../../src/ticks/tick.ts';

function sampleOf(...values: number[]): MeanSample {
  return {
    count: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    sumOfSquares: values.reduce((sum, value) => sum + value * value, 0),
  };
}

const options: BoundedMeanOptions = {
  worse: 'higher',
  tolerance: { relative: 0, absolute: 0 },
  harm: { absolute: 1 },
  range: [0, 10],
};
const past = { canary: sampleOf(2, 3, 5), baseline: sampleOf(1, 2, 2, 7, 4) };
const block = { canary: sampleOf(6, 7), baseline: sampleOf(3, 1, 2, 2) };
const empty = sampleOf();

function increments(
  options: BoundedMeanOptions,
  past: Pair<MeanSample>,
  block: Pair<MeanSample>,
): readonly number[] {
  return boundedMean.step(options, past, block).increments ?? [];
}

/** The same with every value x replaced by offset + scale x. */
function moved(
  { count, sum, sumOfSquares }: MeanSample,
  offset: number,
  scale: number,
): MeanSample {
  return {
    count,
    sum: count * offset + scale * sum,
    sumOfSquares: count * offset ** 2 + 2 * offset * scale * sum + scale ** 2 * sumOfSquares,
  };
}

function movedPair(
  { canary, baseline }: Pair<MeanSample>,
  offset: number,
  scale: number,
): Pair<MeanSample> {
  return { canary: moved(canary, offset, scale), baseline: moved(baseline, offset, scale) };
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [k, value] of actual.entries()) expect(value).toBeCloseTo(expected[k] ?? NaN, 8);
}

describe('boundedMean', () => {
  test('gives no evidence before both arms have a past, and remembers all values', () => {
    const none = boundedMean.initial(options);
    const first = boundedMean.step(options, none, { ...past, canary: empty });
    expect(first.increments).toBeUndefined();
    const second = boundedMean.step(options, first.state, { ...past, baseline: empty });
    expect(second).toEqual({ state: past });
    expect(boundedMean.step(options, second.state, block).increments).toHaveLength(6);
  });

  test('says nothing if an arm is empty', () => {
    const zeros = [0, 0, 0, 0, 0, 0];
    expect(increments(options, past, { ...block, canary: empty })).toEqual(zeros);
    expect(increments(options, past, { ...block, baseline: empty })).toEqual(zeros);
  });

  test.each([
    ['the unit', 0, 1000],
    ['where zero is', -50, 1],
    ['both', 3, 0.01],
  ])('does not depend on %s', (_, offset, scale) => {
    const range = [offset, offset + 10 * scale] as const;
    const tolerance = { relative: 0, absolute: 0.5 };
    const changed = { ...options, range, tolerance: { relative: 0, absolute: 0.5 * scale } };
    expectClose(
      increments(changed, movedPair(past, offset, scale), movedPair(block, offset, scale)),
      increments({ ...options, tolerance }, past, block),
    );
  });

  test('is the same with all values turned round, where lower is worse', () => {
    const tolerance = { relative: 0, absolute: 0.5 };
    expectClose(
      increments(
        { ...options, tolerance, worse: 'lower' },
        movedPair(past, 10, -1),
        movedPair(block, 10, -1),
      ),
      increments({ ...options, tolerance }, past, block),
    );
  });

  test('rises with the canary, and falls with what is tolerated', () => {
    const most = (tolerance: BoundedMeanOptions['tolerance'], canary = block.canary): number =>
      Math.max(...increments({ ...options, tolerance }, past, { ...block, canary }));
    const strict = most({ relative: 0, absolute: 0 });
    expect(strict).toBeGreaterThan(0.1);
    expect(most({ relative: 0.5, absolute: 0 })).toBeLessThan(strict);
    expect(most({ relative: 0, absolute: 1 })).toBeLessThan(strict);
    expect(most({ relative: 0, absolute: 0 }, sampleOf(2, 2))).toBeLessThan(0);
  });

  test('finds a rise of rare and large values, for which the range is far too wide', () => {
    const revenue = (count: number, mean: number): MeanSample => ({
      count,
      sum: count * mean,
      sumOfSquares: count * mean * 20,
    });
    const wide = { ...options, range: [0, 1000] } as const;
    const past = { canary: revenue(2_000, 1), baseline: revenue(40_000, 1) };
    const block = { canary: revenue(1_000, 2), baseline: revenue(20_000, 1) };
    expect(Math.max(...increments(wide, past, block))).toBeGreaterThan(5);
  });
});

describe('meanLimit', () => {
  test('looks at the canary alone', () => {
    const limit = { worse: 'higher', limit: 4, range: [0, 10] } as const;
    const { increments } = meanLimit.step(limit, past.canary, block);
    expect(Math.max(...(increments ?? []))).toBeGreaterThan(0.1);
    const other = { ...block, baseline: sampleOf(9, 9, 9) };
    expect(meanLimit.step(limit, past.canary, other).increments).toEqual(increments);
    expect(meanLimit.step(limit, meanLimit.initial(limit), block)).toEqual({ state: block.canary });
  });

  test('is the same with all values turned round, where lower is worse', () => {
    const limit = { worse: 'higher', limit: 4, range: [0, 10] } as const;
    const turned = { worse: 'lower', limit: 6, range: [0, 10] } as const;
    expectClose(
      meanLimit.step(turned, moved(past.canary, 10, -1), movedPair(block, 10, -1)).increments ?? [],
      meanLimit.step(limit, past.canary, block).increments ?? [],
    );
  });
});
