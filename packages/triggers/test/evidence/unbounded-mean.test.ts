import { describe, expect, test } from 'vitest';

import { logEvidence, nothingSpent, spend } from '../../src/evidence/spending.ts';
import { unboundedMean, type UnboundedMeanOptions } from '../../src/evidence/unbounded-mean.ts';
import type { MeanSample } from '../../src/ticks/samples/mean.ts';
import { seeded } from '../support/random.ts';

const options: UnboundedMeanOptions = { worse: 'higher', tolerance: { relative: 0, absolute: 0 } };

/** Values that are zero but for a part, which is as large as exponentially distributed numbers. */
function draw(uniform: () => number, count: number, part: number, mean: number): MeanSample {
  let sum = 0;
  let sumOfSquares = 0;
  for (let k = 0; k < count; k += 1) {
    if (uniform() >= part) continue;
    const value = -mean * Math.log(1 - uniform());
    sum += value;
    sumOfSquares += value * value;
  }
  return { count, sum, sumOfSquares };
}

/** After how many blocks the evidence reaches 1/risk; undefined if it does not. */
function trips(
  seed: number,
  {
    blocks,
    sizes,
    mean,
    worse,
    risk,
  }: {
    blocks: number;
    sizes: [number, number];
    mean: number;
    worse: 'higher' | 'lower';
    risk: number;
  },
): number | undefined {
  const uniform = seeded(seed);
  const chosen = { ...options, worse };
  let state = unboundedMean.initial(chosen);
  let spending = nothingSpent;
  for (let block = 1; block <= blocks; block += 1) {
    const step = unboundedMean.step(chosen, state, {
      canary: draw(uniform, sizes[0], 0.2, mean),
      baseline: draw(uniform, sizes[1], 0.2, 1),
    });
    state = step.state;
    if (step.increments) spending = spend(spending, step.increments, Infinity);
    if (logEvidence(spending, unboundedMean.prior(chosen, state)) >= -Math.log(risk)) return block;
  }
  return undefined;
}

describe('unboundedMean', () => {
  test('says that it is asymptotic', () => {
    expect(unboundedMean.asymptotic).toBe(true);
  });

  test('gives no evidence before 200 values other than zero are known of each arm', () => {
    const values = (ones: number): MeanSample => ({ count: 1000, sum: ones, sumOfSquares: ones });
    const block = { canary: values(5), baseline: values(5) };
    const after = (canary: number, baseline: number) =>
      unboundedMean.step(options, { canary: values(canary), baseline: values(baseline) }, block);
    expect(after(199, 900).increments).toBeUndefined();
    expect(after(900, 199).increments).toBeUndefined();
    expect(after(200, 200).increments).toHaveLength(6);
    expect(unboundedMean.step(options, unboundedMean.initial(options), block)).toEqual({
      state: block,
    });
  });

  test('its increment is l y - l^2 (y^2 + 2 variance) / 6, summed over the values', () => {
    const past = { count: 1000, sum: 400, sumOfSquares: 400 };
    const [mean, variance] = [0.4, 0.24];
    const [canary, baseline] = [
      [0, 3, 1],
      [1, 0, 0, 1, 1],
    ];
    const sampleOf = (values: readonly number[]): MeanSample => ({
      count: values.length,
      sum: values.reduce((left, right) => left + right, 0),
      sumOfSquares: values.reduce((sum, value) => sum + value * value, 0),
    });
    const block = { canary: sampleOf(canary), baseline: sampleOf(baseline) };
    const { increments } = unboundedMean.step(options, { canary: past, baseline: past }, block);
    for (const [k, effect] of [0.02, 0.05, 0.1, 0.2, 0.4, 0.8].entries()) {
      const bet = (effect * Math.sqrt(variance)) / (variance / 3 + variance / 5);
      const part = (l: number, y: number): number => l * y - (l * l * (y * y + 2 * variance)) / 6;
      const expected =
        canary.reduce((sum, value) => sum + part(bet / 3, value - mean), 0) +
        baseline.reduce((sum, value) => sum + part(bet / 5, mean - value), 0);
      expect(increments?.[k]).toBeCloseTo(expected, 9);
    }
  });

  test('each such term is an e-value for any distribution with that variance', () => {
    for (const [low, high] of [
      [-1, 1],
      [-0.1, 10],
      [-30, 0.03],
    ] as const) {
      const probability = -low / (high - low);
      const variance = -low * high;
      for (const scaled of [-5, -1, -0.1, 0.01, 0.5, 2, 20]) {
        const l = scaled / Math.sqrt(variance);
        const value = (y: number): number => Math.exp(l * y - (l * l * (y * y + 2 * variance)) / 6);
        expect(probability * value(high) + (1 - probability) * value(low)).toBeLessThanOrEqual(
          1 + 1e-12,
        );
      }
    }
  });

  test.each([
    ['5/95', [20, 380], 'higher'],
    ['5/95', [20, 380], 'lower'],
    ['95/5', [380, 20], 'higher'],
    ['95/5', [380, 20], 'lower'],
  ] as const)(
    'stays near its nominal risk with skewed values at %s, %j, %s',
    (_, [canary, baseline], worse) => {
      let alarms = 0;
      for (let seed = 1; seed <= 100; seed += 1) {
        const run = {
          blocks: 300,
          sizes: [canary, baseline] as [number, number],
          mean: 1,
          worse,
          risk: 0.05,
        };
        if (trips(seed, run) !== undefined) alarms += 1;
      }
      expect(alarms).toBeLessThanOrEqual(10);
    },
  );

  test('finds a mean that is half as large again', () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const run = {
        blocks: 1000,
        sizes: [40, 360] as [number, number],
        mean: 1.5,
        worse: 'higher',
        risk: 0.01,
      } as const;
      expect(trips(seed, run)).toBeLessThan(250);
    }
  });
});
