import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  isAtRest,
  logEvidence,
  nothingSpent,
  spend,
  startProbability,
  type Spending,
} from '../../src/evidence/spending.ts';
import {
  engineEffects,
  engineStartWeight,
  knownBlocks,
  publishedFlat,
  publishedWeighed,
} from '../oracles/numbers.ts';
import { poissonValue } from '../oracles/poisson.ts';
import {
  spendingEvidence,
  startProbability as naiveStartProbability,
} from '../oracles/spending.ts';

describe('the oracle', () => {
  const answer = (grid: typeof publishedFlat, r0: number, startWeight: number, blocks: number) =>
    spendingEvidence(
      knownBlocks
        .slice(0, blocks)
        .map((block) => grid.alternatives.map((effect) => poissonValue(effect, r0, block))),
      grid.prior,
      startWeight,
    );

  test.each([
    [1, -0.253969792562],
    [2, 1.577432921225],
    [3, 2.717136370398],
    [4, 4.041888427161],
  ])('gives the known answer after %i blocks, half of the prior at the start', (blocks, value) => {
    expect(answer(publishedFlat, 1, 0.5, blocks)).toBeCloseTo(value, 11);
  });

  test.each([
    [1, 0.196385862135],
    [2, 1.753155710812],
    [3, 2.889545590678],
    [4, 4.189461556717],
  ])('gives the known answer after %i blocks, .8 of it at the start', (blocks, value) => {
    expect(answer(publishedWeighed, 1, 0.8, blocks)).toBeCloseTo(value, 11);
  });

  test('gives the known answer with a tolerance', () => {
    expect(answer(publishedWeighed, 1.2, 0.8, 4)).toBeCloseTo(3.349987949525, 11);
  });
});

describe('startProbability', () => {
  test('is the formula', () => {
    for (const step of [1, 2, 3, 100, 1e6, 1e12]) {
      const expected = naiveStartProbability(step, engineStartWeight);
      expect(startProbability(step) / expected).toBeCloseTo(1, 12);
    }
  });

  test('sums to at most 1 over all blocks, and wastes little', () => {
    const blocks = 1e6;
    let sum = 0;
    for (let step = 1; step <= blocks; step += 1) sum += startProbability(step);
    // The midpoint rule for a convex function stays below the integral.
    const rest = ((1 - engineStartWeight) * Math.log(20.5)) / Math.log(blocks + 20.5);
    expect(sum + rest).toBeLessThanOrEqual(1);
    expect(sum + rest).toBeGreaterThan(0.999);
  });
});

const increments = fc.array(
  fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 6, maxLength: 6 }),
  { minLength: 1, maxLength: 12 },
);

/** ln R of each alternative. */
function logsOf({ scale, values }: Spending): number[] {
  return values.map((value) => scale + Math.log(value));
}

describe('spend', () => {
  test('comes to the definition of the evidence', () => {
    fc.assert(
      fc.property(increments, (blocks) => {
        const state = blocks.reduce<Spending>(
          (state, block) => spend(state, block, Infinity),
          nothingSpent,
        );
        const expected = spendingEvidence(
          blocks.map((block) => block.map(Math.exp)),
          engineEffects.prior,
          engineStartWeight,
        );
        expect(logEvidence(state, engineEffects.prior)).toBeCloseTo(expected, 10);
        expect(state.steps).toBe(blocks.length);
      }),
      { seed: 6, numRuns: 1000 },
    );
  });

  test('goes on bit for bit through JSON at every step', () => {
    fc.assert(
      fc.property(increments, (blocks) => {
        let kept = nothingSpent;
        let saved = nothingSpent;
        for (const block of blocks) {
          kept = spend(kept, block, 1);
          saved = spend(JSON.parse(JSON.stringify(saved)) as Spending, block, 1);
          expect(saved).toEqual(kept);
          expect(logEvidence(saved, engineEffects.prior)).toBe(
            logEvidence(kept, engineEffects.prior),
          );
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  test('lifts the evidence by no more than the cap above rest, in one block from however far below', () => {
    const free = spend(nothingSpent, [5, 0.5, -50], Infinity);
    const capped = spend(nothingSpent, [5, 0.5, -50], 1);
    const [, second = NaN, third = NaN] = logsOf(free);
    expect(logsOf(capped)).toEqual([
      expect.closeTo(1),
      expect.closeTo(second),
      expect.closeTo(third),
    ]);
    expect(logsOf(spend(capped, [5, 5, 500], 1))).toEqual([
      expect.closeTo(2),
      expect.closeTo(1 + second),
      expect.closeTo(1),
    ]);
  });

  test('neither overflows nor vanishes, however strong a block is', () => {
    let state = spend(nothingSpent, [1e15, -1e15], Infinity);
    state = spend(state, [1e15, -1e15], Infinity);
    expect(logEvidence(state, [0.5, 0.5])).toBeCloseTo(2e15, -5);
    state = spend(state, [-3e15, 2], Infinity);
    state = spend(state, [0, 2], Infinity);
    for (const value of [state.scale, ...state.values]) expect(Number.isFinite(value)).toBe(true);
    expect(logEvidence(state, [0.5, 0.5])).toBeLessThan(3);
    expect(logEvidence(state, [0.5, 0.5])).toBeGreaterThan(-10);
  });
});

describe('rest', () => {
  test.each([
    [[], true],
    [[-5, -3000], true],
    [[0.2], false],
    [[2000, -2000], true],
  ])('after blocks of %o: %s', (block, expected) => {
    const state = block.reduce<Spending>((s, inc) => spend(s, [inc, -1], Infinity), nothingSpent);
    expect(isAtRest(state)).toBe(expected);
  });
});

test('however healthy a version is, its evidence is a number, and rises at once when it no longer is', () => {
  let state = nothingSpent;
  for (let block = 0; block < 50; block += 1) state = spend(state, [-3000, -70_000], Infinity);
  expect(logEvidence(state, [0.5, 0.5])).toBeCloseTo(
    Math.log(0.5 * startProbability(50)) - 3000,
    6,
  );
  state = spend(state, [40, 20], Infinity);
  expect(logEvidence(state, [0.5, 0.5])).toBeCloseTo(Math.log(0.5 * startProbability(51)) + 40, 6);
});

test('there is no evidence before the first block', () => {
  expect(logEvidence(nothingSpent, engineEffects.prior)).toBe(-Infinity);
});

test('evidence that cannot be told from zero is a number all the same, and what comes after counts in full', () => {
  const zero = spend(nothingSpent, [-Infinity, -1e308], Infinity);
  const lower = spend(spend(nothingSpent, [-1e308], Infinity), [-1e308], Infinity);
  expect(JSON.parse(JSON.stringify(zero))).toEqual(zero);
  expect(JSON.parse(JSON.stringify(lower))).toEqual(lower);
  const after = spend(zero, [7], Infinity);
  expect(logEvidence(after, [1])).toBeCloseTo(Math.log(startProbability(2)) + 7, 12);
});
