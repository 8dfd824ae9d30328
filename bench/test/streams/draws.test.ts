import { normal, poisson, Random } from '@lastgood/simulator';
import { mean, sampleVariance } from 'simple-statistics';
import { describe, expect, it, test } from 'vitest';

import { multinomial } from '../../streams/draws.ts';
import { revenueOf } from '../../streams/samples.ts';

const draws = 20_000;

function drawn(draw: (random: Random) => number): number[] {
  const random = new Random(17);
  return Array.from({ length: draws }, () => draw(random));
}

test.each([0.3, 4, 60])('Poisson with mean %d has it as its variance', (expected) => {
  const values = drawn((random) => poisson(random, expected));
  expect(Math.abs(mean(values) - expected)).toBeLessThan(5 * Math.sqrt(expected / draws));
  expect(sampleVariance(values) / expected).toBeCloseTo(1, 1);
});

test('a normal number has mean 0, variance 1 and the usual tails', () => {
  const values = drawn(normal);
  expect(Math.abs(mean(values))).toBeLessThan(5 / Math.sqrt(draws));
  expect(sampleVariance(values)).toBeCloseTo(1, 1);
  expect(values.filter((value) => value > 1.96).length / draws).toBeCloseTo(0.025, 2);
});

describe('a multinomial draw', () => {
  const probabilities = [0.5, 0.3, 0.19, 0.01];

  it('gives all of them away, as often as the probabilities say', () => {
    const random = new Random(3);
    const sums = probabilities.map(() => 0);
    for (let draw = 0; draw < 1000; draw += 1) {
      const counts = multinomial(random, 50, probabilities);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(50);
      for (const [place, count] of counts.entries()) sums[place] = (sums[place] ?? 0) + count;
    }
    for (const [place, probability] of probabilities.entries()) {
      const error = Math.sqrt((probability * (1 - probability)) / 50_000);
      expect(Math.abs((sums[place] ?? 0) / 50_000 - probability)).toBeLessThan(5 * error);
    }
  });
});

test('purchases lie within their range, and are worth 1.25 a request', () => {
  const sample = revenueOf(new Random(5), 200_000);
  expect(sample.sum / sample.count).toBeCloseTo(1.25, 1);
  expect(sample.sumOfSquares).toBeLessThanOrEqual(50 * sample.sum);
});
