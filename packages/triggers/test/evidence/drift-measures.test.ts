import { describe, expect, test } from 'vitest';

import {
  jensenShannon,
  populationStability,
  totalVariation,
} from '../../src/evidence/drift-measures.ts';

const of = (counts: Record<string, number>) => ({ counts });
const half = of({ a: 499_999_999.5, b: 499_999_999.5 });
const tilted = of({ a: 749_999_999.5, b: 249_999_999.5 });

describe('of large counts', () => {
  test('the population stability index is the sum of (c - b) ln(c / b)', () => {
    expect(populationStability(tilted, half)).toBeCloseTo(
      0.25 * Math.log(1.5) - 0.25 * Math.log(0.5),
      8,
    );
    expect(populationStability(half, tilted)).toBeCloseTo(populationStability(tilted, half), 12);
  });

  test('the Jensen-Shannon divergence is in bits', () => {
    const entropy = (p: number): number => -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
    expect(jensenShannon(tilted, half)).toBeCloseTo(entropy(0.625) - (entropy(0.75) + 1) / 2, 8);
    expect(jensenShannon(of({ a: 1e9 }), of({ b: 1e9 }))).toBeCloseTo(1, 6);
  });
});

test('half an outcome is added to every label, so that none makes them infinite', () => {
  const index = populationStability(of({ a: 9, b: 1 }), of({ a: 10 }));
  const [ca, cb, ba, bb] = [9.5 / 11, 1.5 / 11, 10.5 / 11, 0.5 / 11];
  expect(index).toBeCloseTo((ca - ba) * Math.log(ca / ba) + (cb - bb) * Math.log(cb / bb), 12);
  expect(jensenShannon(of({}), of({ a: 10 }))).toBe(0);
  expect(jensenShannon(of({}), of({}))).toBe(0);
  expect(populationStability(of({}), of({}))).toBe(0);
});

test('the same counts are at distance zero, in whatever order', () => {
  expect(populationStability(of({ a: 3, b: 8 }), of({ b: 8, a: 3 }))).toBe(0);
  expect(jensenShannon(of({ a: 3, b: 8 }), of({ b: 8, a: 3 }))).toBe(0);
});

test('a label may have the name of what every object inherits', () => {
  const trap = of(JSON.parse('{"__proto__":10,"a":10}') as Record<string, number>);
  expect(populationStability(trap, of({ constructor: 10, a: 10 }))).toBeGreaterThan(1);
  expect(populationStability(trap, of({ a: 10 }))).toBeGreaterThan(1);
});

test('the total variation distance is the most by which any set of labels is more frequent', () => {
  const canary = of({ a: 5, b: 3, c: 2 });
  const baseline = of({ a: 20, b: 60, d: 20 });
  const labels = ['a', 'b', 'c', 'd'] as const;
  const share = (counts: Record<string, number>, all: number, set: number): number =>
    labels.reduce((sum, label, bit) => sum + ((set >> bit) & 1) * ((counts[label] ?? 0) / all), 0);
  const differences = Array.from(
    { length: 16 },
    (_, set) => share(canary.counts, 10, set) - share(baseline.counts, 100, set),
  );
  expect(totalVariation(canary, baseline)).toBeCloseTo(Math.max(...differences), 12);
  expect(totalVariation(baseline, canary)).toBeCloseTo(Math.max(...differences), 12);
  expect(totalVariation(of({ a: 3, b: 8 }), of({ b: 80, a: 30 }))).toBeCloseTo(0, 12);
  expect(totalVariation(of({ a: 5 }), of({ constructor: 5 }))).toBe(1);
  expect([totalVariation(of({}), baseline), totalVariation(canary, of({}))]).toEqual([0, 1]);
});
