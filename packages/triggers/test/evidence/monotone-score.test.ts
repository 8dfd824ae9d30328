import { describe, expect, test } from 'vitest';

import { scoreIncrements } from '../../src/evidence/monotone-score.ts';
import type { Counts as Block } from '../../src/evidence/pooled-bins.ts';
import { type Counts, distributions, largestExpectation } from '../oracles/multinomial.ts';
import { isotonicIncrement, shifted } from '../oracles/isotonic.ts';
import { seeded } from '../support/random.ts';

/** In the order of the increments. */
const alternatives = [0.9, 0.2, 0.03].flatMap((part) =>
  [1, 3, 9, 27].map((bins) => ({ part, bins })),
);

function shares(weights: readonly number[]): number[] {
  const sum = weights.reduce((left, right) => left + right, 0);
  return weights.map((weight) => weight / sum);
}

test('are the bets on the isotonic regression of the alternative over the mixture', () => {
  const uniform = seeded(7);
  const draw = (bins: number, scale: number): number[] =>
    Array.from({ length: bins }, () => Math.floor(scale * uniform() ** 4));
  for (let run = 0; run < 200; run += 1) {
    const bins = 2 + Math.floor(40 * uniform());
    const usual = shares(draw(bins, 1e4).map((count) => count + 0.1));
    const block: Block = { canary: draw(bins, 30), baseline: draw(bins, 600) };
    const increments = scoreIncrements(usual, block);
    expect(increments).toHaveLength(alternatives.length);
    if (block.canary.every((count) => count === 0)) continue;
    for (const [k, { part, bins }] of alternatives.entries()) {
      const expected = isotonicIncrement(shifted(usual, part, bins), usual, block);
      expect(increments[k]).toBeCloseTo(expected, 7);
    }
  }
});

test.each([
  ['counts beyond 32 bits', 12, 1e12, 1],
  ['shares that rise more than a hundredfold', 16, 1e3, 0.1],
  ['bins in which nothing was ever seen', 20, 40, 1e-3],
])('and so they are with %s', (_, bins, scale, least) => {
  const uniform = seeded(8);
  for (let run = 0; run < 5; run += 1) {
    const draw = (scale: number): number[] =>
      Array.from({ length: bins }, (__, bin) =>
        bin < bins / 4 || bin > bins / 2 ? 0 : Math.floor(scale * uniform() ** 4),
      );
    const usual = shares(draw(1e4).map((count) => count + least));
    // Some where nothing has been seen, as after a fault.
    const seldom = new Set([0, bins - 1, Math.floor((3 * bins) / 4)]);
    const canary = draw(scale).map((count, bin) => (seldom.has(bin) ? 3 : count));
    const block: Block = { canary, baseline: draw(20 * scale) };
    const increments = scoreIncrements(usual, block);
    for (const [k, { part, bins }] of alternatives.entries()) {
      const expected = isotonicIncrement(shifted(usual, part, bins), usual, block);
      const off = Math.abs((increments[k] ?? NaN) - expected);
      expect(off).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));
    }
  }
});

test('are those of every bin by itself where their ratio rises by itself, however many there are', () => {
  const last = 149;
  const usual = shares(
    Array.from({ length: last + 1 }, (_, bin) => Math.exp(-(((bin - 75) / 20) ** 2))),
  );
  const uniform = seeded(9);
  const draw = (scale: number): number[] => usual.map(() => Math.floor(scale * uniform()));
  const block: Block = { canary: draw(40), baseline: draw(500) };
  const sum = (counts: readonly number[]): number => counts.reduce((left, right) => left + right);
  const share = sum(block.canary) / (sum(block.canary) + sum(block.baseline));
  const increments = scoreIncrements(usual, block);
  for (const [k, { part, bins }] of alternatives.entries()) {
    if (bins > 1) continue;
    const moved = shifted(usual, part, bins);
    const expected = usual.map((p, bin) => {
      const excess = (moved[bin] ?? 0) / p - 1;
      const canary = block.canary[bin] ?? 0;
      const baseline = block.baseline[bin] ?? 0;
      return canary * Math.log(1 + excess) - (canary + baseline) * Math.log(1 + share * excess);
    });
    expect(increments[k]).toBeCloseTo(sum(expected), 7);
  }
});

test.each([
  ['no canary', [0, 0, 0], [1e7, 5, 0]],
  ['no baseline', [0, 4, 1e7], [0, 0, 0]],
])('say nothing with %s', (_, canary, baseline) => {
  expect(scoreIncrements([0.2, 0.3, 0.5], { canary, baseline })).toEqual(alternatives.map(() => 0));
});

test.each([
  ['0.1/99.9', 1e4, 9.99e6],
  ['99.9/0.1', 9.99e6, 1e4],
  ['2^53', 2 ** 53, 2 ** 53],
  ['one and many', 1, 1e7],
])('stay finite at %s', (_, canary, baseline) => {
  for (const bin of [0, 1, 2]) {
    for (const other of [0, 1, 2]) {
      const at = (place: number, count: number): number[] =>
        [0, 1, 2].map((k) => (k === place ? count : 0));
      const block = { canary: at(bin, canary), baseline: at(other, baseline) };
      for (const increment of scoreIncrements([0.999998, 1e-6, 1e-6], block)) {
        expect(increment).not.toBeNaN();
        expect(Math.abs(increment)).toBeLessThan(Infinity);
      }
    }
  }
});

describe('a wrong formula is found out by enumeration', () => {
  const usual = shares([5, 1, 4]);
  const sizes = { canary: 2, baseline: 6 };
  const pairs = distributions(3, 8).flatMap((baseline) =>
    distributions(3, 8).map((canary) => ({ canary, baseline })),
  );
  const nulls = pairs.filter(
    ({ canary: [c = 0, , ct = 0], baseline: [b = 0, , bt = 0] }) => c >= b && ct <= bt,
  );
  const worst = (increment: (block: Block) => number): number =>
    largestExpectation(sizes, nulls, (canary: Counts, baseline: Counts) => [
      increment({ canary, baseline }),
    ]);

  test('scores that fall', () => {
    // A fault that moves many values from the first bin to the second: in the third nothing changes.
    const supposed = shares([1, 5, 4]);
    const unpooled = ({ canary, baseline }: Block): number => {
      const [nc, nb] = [sizes.canary, sizes.baseline];
      return usual.reduce((sum, share, bin) => {
        const mixed = (nc * (supposed[bin] ?? 0) + nb * share) / (nc + nb);
        return (
          sum +
          (canary[bin] ?? 0) * Math.log((supposed[bin] ?? 0) / mixed) +
          (baseline[bin] ?? 0) * Math.log(share / mixed)
        );
      }, 0);
    };
    expect(worst((block) => isotonicIncrement(supposed, usual, block))).toBeLessThanOrEqual(
      1 + 1e-9,
    );
    expect(worst(unpooled)).toBeGreaterThan(1.1);
  });

  test('scores that were made for other sizes', () => {
    const stale = (block: Block): number =>
      isotonicIncrement(shares([2, 1, 5]), usual, block, { canary: 4, baseline: 4 });
    expect(worst(stale)).toBeGreaterThan(1.1);
  });
});
