import { describe, expect, test } from 'vitest';

import { histogram, type HistogramOptions } from '../../src/evidence/histogram.ts';
import type { HistogramSample } from '../../src/ticks/samples/histogram.ts';
import { logarithmicEdges } from '../../src/ticks/samples/edges.ts';

const edges = [100, 110, 121];
const of = (...counts: number[]): HistogramSample => ({ edges, counts });
const options: HistogramOptions = { worse: 'higher', tolerance: { relative: 0 } };
const past = of(900, 300, 80, 20);
const block = { canary: of(5, 5, 6, 4), baseline: of(260, 90, 24, 6) };

function increments(
  options: HistogramOptions,
  past: HistogramSample,
  canary: HistogramSample,
  baseline: HistogramSample,
): readonly number[] {
  return histogram.step(options, past, { canary, baseline }).increments ?? [];
}

describe('histogram', () => {
  test('gives no evidence before the baseline has a past, and remembers the baseline', () => {
    const none = histogram.initial(options);
    const empty = histogram.step(options, none, { ...block, baseline: of(0, 0, 0, 0) });
    expect(empty).toEqual({ state: null });
    const first = histogram.step(options, none, block);
    expect(first).toEqual({ state: block.baseline });
    const second = histogram.step(options, first.state, block);
    expect(second.state).toEqual(of(520, 180, 48, 12));
    expect(second.increments).toHaveLength(12);
  });

  test('speaks against a slower canary and for a faster one', () => {
    expect(Math.max(...increments(options, past, block.canary, block.baseline))).toBeGreaterThan(3);
    expect(Math.max(...increments(options, past, of(19, 1, 0, 0), block.baseline))).toBeLessThan(0);
  });

  test('where lower is worse it is the same with the bins turned round', () => {
    const turned = ({ counts }: HistogramSample): HistogramSample => of(...counts.toReversed());
    const lower = { ...options, worse: 'lower' } as const;
    expect(increments(lower, turned(past), turned(block.canary), turned(block.baseline))).toEqual(
      increments(options, past, block.canary, block.baseline),
    );
  });

  test('a tolerance of one bin is the baseline one bin further', () => {
    const tolerant = { ...options, tolerance: { relative: 0.1 } };
    const further = (counts: readonly number[]): HistogramSample => {
      const [a = 0, b = 0, c = 0, d = 0] = counts;
      return of(0, a, b, c + d);
    };
    expect(increments(tolerant, past, block.canary, block.baseline)).toEqual(
      increments(options, further(past.counts), block.canary, further(block.baseline.counts)),
    );
    expect(Math.max(...increments(tolerant, past, block.canary, block.baseline))).toBeLessThan(
      Math.max(...increments(options, past, block.canary, block.baseline)),
    );
  });

  test('refuses other edges, in the other arm and at another time', () => {
    const other = { edges: [100, 111, 121], counts: [1, 1, 1, 1] };
    const code =
      (past: HistogramSample | null, canary: HistogramSample, baseline: HistogramSample) => () =>
        histogram.step(options, past, { canary, baseline });
    const error = expect.objectContaining({ name: 'LastgoodError', code: 'edges-differ' });
    expect(code(null, other, past)).toThrow(error);
    expect(code(past, other, other)).toThrow(error);
    expect(code(past, other, other)).toThrow('these have 110 and 111 in place 2');
    const fewer = { edges: [100, 110], counts: [1, 1, 1] };
    expect(code(past, fewer, fewer)).toThrow('these have 3 and 2 of them');
    const more = { edges: [...edges, 133], counts: [1, 1, 1, 1, 1] };
    expect(code(past, more, more)).toThrow('these have 3 and 4 of them');
    expect(code(past, { ...of(1, 1, 1, 1), edges: [...edges] }, past)).not.toThrow();
  });

  test('keeps less than 2 kB on the usual edges', () => {
    const edges = logarithmicEdges(1, 10_000, [500]);
    const many = { edges, counts: Array.from({ length: edges.length + 1 }, (_, bin) => 1e6 + bin) };
    const state = histogram.step(options, null, { canary: many, baseline: many }).state;
    expect(JSON.stringify(state).length).toBeLessThan(2000);
  });
});
