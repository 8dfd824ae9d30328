import { describe, expect, it, test } from 'vitest';

import { hypergeometric } from '../../src/random/hypergeometric.ts';
import { Random } from '../../src/random/random.ts';

/** How likely each number of marked ones is, by drawing one after the other. */
function exact(all: number, marked: number, drawn: number): number[] {
  let chances = [1];
  for (let done = 0; done < drawn; done += 1) {
    const next = Array.from({ length: chances.length + 1 }, () => 0);
    for (const [found, chance] of chances.entries()) {
      const hit = (marked - found) / (all - done);
      next[found + 1] = (next[found + 1] ?? 0) + chance * hit;
      next[found] = (next[found] ?? 0) + chance * (1 - hit);
    }
    chances = next;
  }
  return chances;
}

describe.each([
  [10, 4, 3],
  [10, 9, 8],
  [60, 20, 30],
  [200, 3, 100],
  [200, 190, 50],
])('of %d, of which %d are marked, %d are drawn', (all, marked, drawn) => {
  it('finds as many as when they are drawn one after the other', () => {
    const draws = 40_000;
    const random = new Random(11);
    const chances = exact(all, marked, drawn);
    const counts = chances.map(() => 0);
    for (let draw = 0; draw < draws; draw += 1) {
      const found = hypergeometric(random, all, marked, drawn);
      counts[found] = (counts[found] ?? 0) + 1;
    }
    for (const [found, chance] of chances.entries()) {
      const deviation = Math.sqrt(draws * chance * (1 - chance));
      expect(Math.abs((counts[found] ?? 0) - draws * chance)).toBeLessThanOrEqual(
        5 * deviation + 1e-6 * draws,
      );
    }
  });
});

test('where nothing is left to chance, there is none', () => {
  const random = new Random(1);
  expect(hypergeometric(random, 10, 0, 5)).toBe(0);
  expect(hypergeometric(random, 10, 10, 5)).toBe(5);
  expect(hypergeometric(random, 10, 4, 10)).toBe(4);
  expect(hypergeometric(random, 10, 4, 0)).toBe(0);
  expect(hypergeometric(random, 0, 0, 0)).toBe(0);
});

test('large numbers have the mean and the variance of the law', () => {
  const random = new Random(4);
  const [all, marked, drawn] = [4_000_000, 400_000, 1_000_000];
  const values = Array.from({ length: 400 }, () => hypergeometric(random, all, marked, drawn));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = drawn * 0.1 * 0.9 * ((all - drawn) / (all - 1));
  expect(Math.abs(mean - 100_000)).toBeLessThan(5 * Math.sqrt(variance / values.length));
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  expect(spread / variance).toBeGreaterThan(0.7);
  expect(spread / variance).toBeLessThan(1.4);
});
