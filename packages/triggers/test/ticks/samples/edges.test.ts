import { describe, expect, test } from 'vitest';

import { binOf, logarithmicEdges } from '../../../src/ticks/samples/edges.ts';
import { seeded } from '../../support/random.ts';

describe('logarithmicEdges', () => {
  test.each([
    [1, 10_000],
    [0.25, 60_000],
    [1e-6, 1],
    [950, 1e9],
  ])('from %d to %d are each 10 to 11 %% above the one before', (low, high) => {
    const edges = logarithmicEdges(low, high);
    expect(edges[0]).toBe(low);
    expect(edges.at(-1)).toBeGreaterThanOrEqual(high);
    expect(edges.at(-2)).toBeLessThan(high);
    for (const [place, edge] of edges.entries()) {
      const before = edges[place - 1];
      if (before === undefined) continue;
      expect(edge / before).toBeGreaterThan(1.1 - 1e-9);
      expect(edge / before).toBeLessThan(1.111);
    }
  });

  test('have three digits', () => {
    expect(logarithmicEdges(1, 2)).toEqual([1, 1.1, 1.21, 1.34, 1.48, 1.63, 1.8, 1.98, 2.18]);
    expect(logarithmicEdges(1.2345, 1.3)).toEqual([1.23, 1.36]);
  });

  test('have every limit among them, once', () => {
    const edges = logarithmicEdges(1, 10, [5, 1.1, 500]);
    for (const limit of [5, 1.1, 500])
      expect(edges.filter((edge) => edge === limit)).toHaveLength(1);
    expect(edges).toEqual([...edges].sort((a, b) => a - b));
  });

  test.each([
    [0, 10],
    [-1, 10],
    [10, 10],
    [NaN, 10],
    [1, Infinity],
  ])('from %d to %d are refused', (low, high) => {
    const error = expect.objectContaining({ code: 'edges-impossible' });
    expect(() => logarithmicEdges(low, high)).toThrow(error);
    expect(() => logarithmicEdges(low, high)).toThrow(`not from ${low} to ${high}`);
  });
});

test('binOf finds the first edge that a value does not exceed', () => {
  const uniform = seeded(1);
  for (const edges of [[5], [1, 2], logarithmicEdges(1, 1000)]) {
    const places = [
      ...edges,
      ...Array.from({ length: 200 }, () => 1.2 * (edges.at(-1) ?? 0) * uniform()),
      -3,
    ];
    for (const value of places) {
      const found = edges.findIndex((edge) => value <= edge);
      expect(binOf(edges, value)).toBe(found === -1 ? edges.length : found);
    }
  }
});
