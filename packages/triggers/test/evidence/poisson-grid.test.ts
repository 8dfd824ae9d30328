import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { poissonIncrements } from '../../src/evidence/poisson-grid.ts';
import type { BadCount } from '../../src/ticks/bad.ts';
import type { Pair } from '../../src/ticks/tick.ts';
import { acceptableRates, expectedValues } from '../oracles/enumeration.ts';
import { engineEffects, knownBlocks, publishedFlat, type Counts } from '../oracles/numbers.ts';
import { poissonValue } from '../oracles/poisson.ts';
import { plainEvidence } from '../oracles/spending.ts';

const sizes = [
  [1, 1],
  [1, 19],
  [19, 1],
  [5, 40],
  [20, 20],
  [0, 10],
  [10, 0],
].map(([canary = 0, baseline = 0]) => ({ canary, baseline }));

const ratios = [1, 1.1, 2, 11, 0.7, 0.05];

/** The largest expectation over the null, of log e-values with one entry for each alternative. */
function worstCase(
  ratio: number,
  increments: (block: Pair<BadCount>) => readonly number[],
): number {
  let worst = 0;
  for (const size of sizes) {
    for (const rates of acceptableRates(ratio, 0)) {
      worst = Math.max(worst, ...expectedValues(size, rates, increments));
    }
  }
  return worst;
}

describe('the oracle', () => {
  test.each([
    [1, 0.423779453157],
    [2, 2.246791577511],
    [3, 3.385669298366],
    [4, 4.710454572502],
  ])('gives the known answer after %i blocks', (count, answer) => {
    const values = knownBlocks
      .slice(0, count)
      .map((block) => publishedFlat.alternatives.map((effect) => poissonValue(effect, 1, block)));
    expect(plainEvidence(values, publishedFlat.prior)).toBeCloseTo(answer, 11);
  });

  test('gives the known answer with a tolerance', () => {
    const values = knownBlocks.map((block) =>
      publishedFlat.alternatives.map((effect) => poissonValue(effect, 1.2, block)),
    );
    expect(plainEvidence(values, publishedFlat.prior)).toBeCloseTo(3.730072233916, 11);
  });
});

describe('poissonIncrements', () => {
  test('is the formula, for any block', () => {
    const arm = fc
      .tuple(fc.nat(60), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([count, share]) => ({ count, bad: Math.round(count * share) }));
    fc.assert(
      fc.property(
        arm,
        arm,
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        (canary, baseline, ratio) => {
          const increments = poissonIncrements(ratio, { canary, baseline });
          const counts: Counts = [canary.count, baseline.count, canary.bad, baseline.bad];
          expect(increments).toHaveLength(engineEffects.alternatives.length);
          engineEffects.alternatives.forEach((effect, k) => {
            const expected = counts[0] + counts[1] === 0 ? 1 : poissonValue(effect, ratio, counts);
            expect(increments[k]).toBeCloseTo(Math.log(expected), 9);
          });
        },
      ),
      { seed: 1, numRuns: 2000 },
    );
  });

  test.each([
    ['no outcome', { count: 0, bad: 0 }, { count: 0, bad: 0 }],
    ['no canary', { count: 0, bad: 0 }, { count: 1e7, bad: 3e6 }],
    ['no baseline', { count: 1e7, bad: 3e6 }, { count: 0, bad: 0 }],
    ['nothing bad', { count: 20, bad: 0 }, { count: 380, bad: 0 }],
  ])('says nothing with %s', (_, canary, baseline) => {
    for (const increment of poissonIncrements(1.3, { canary, baseline })) {
      expect(Math.abs(increment)).toBeLessThan(1e-8);
    }
  });

  test.each([
    ['0.1/99.9', 1e4, 9.99e6],
    ['99.9/0.1', 9.99e6, 1e4],
    ['2^53', 2 ** 53, 2 ** 53],
    ['one and many', 1, 1e7],
  ])('stays finite at %s, whatever is bad', (_, canary, baseline) => {
    for (const [xc, xb] of [
      [0, 0],
      [canary, 0],
      [0, baseline],
      [canary, baseline],
    ] as const) {
      for (const increment of poissonIncrements(1.1, {
        canary: { count: canary, bad: xc },
        baseline: { count: baseline, bad: xb },
      })) {
        expect(increment).not.toBeNaN();
        expect(Math.abs(increment)).toBeLessThan(Infinity);
      }
    }
  });
});

describe('the expectation of the e-value within tolerance', () => {
  test.each(ratios)('is at most 1 at a ratio of %d, and next to 1 on the boundary', (ratio) => {
    const worst = worstCase(ratio, (block) => poissonIncrements(ratio, block));
    expect(worst).toBeLessThanOrEqual(1 + 1e-9);
    expect(worst).toBeGreaterThan(1 - 1e-9);
  });

  /** The formula with an acceptable ratio for each place where it stands. */
  const mutated =
    (inRatio: number, inAlternative: number, inNull: number) =>
    ({ canary, baseline }: Pair<BadCount>): number[] =>
      engineEffects.alternatives.map((effect) => {
        const rk = inAlternative * effect;
        const sizes =
          (baseline.count + rk * canary.count) / (baseline.count + inNull * canary.count);
        return canary.bad * Math.log(rk / inRatio) - (canary.bad + baseline.bad) * Math.log(sizes);
      });

  test.each([
    [
      'exceeds 1 if the acceptable ratio is missing where outcomes of the canary count',
      1,
      1.1,
      1.1,
    ],
    ['exceeds 1 if the sizes of the alternative are those of another ratio', 1, 1, 1.1],
  ])('%s', (_, ...places) => {
    expect(worstCase(1.1, mutated(1.1, 1.1, 1.1))).toBeLessThanOrEqual(1 + 1e-9);
    expect(worstCase(1.1, mutated(...places))).toBeGreaterThan(1.05);
  });

  test('falls short of 1 if the acceptable ratio is missing in the null hypothesis', () => {
    const rates = { canary: 0.11, baseline: 0.1 };
    const means = expectedValues({ canary: 20, baseline: 20 }, rates, mutated(1.1, 1.1, 1));
    expect(Math.max(...means)).toBeLessThan(0.95);
  });
});
