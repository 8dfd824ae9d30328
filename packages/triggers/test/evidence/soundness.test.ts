import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { badProportion } from '../../src/decision/bad-proportion.ts';
import { boundedMean } from '../../src/evidence/bounded-mean.ts';
import { poissonSoundness } from '../../src/evidence/poisson-grid.ts';
import { projectionSoundness } from '../../src/evidence/projection.ts';
import {
  proportion,
  type ProportionOptions,
  type ProportionState,
} from '../../src/evidence/proportion.ts';
import { rate } from '../../src/evidence/rate.ts';
import type { BadCount } from '../../src/ticks/bad.ts';
import type { Pair } from '../../src/ticks/tick.ts';
import { binomialMasses, trialMasses, unequalRates, worseRates } from '../oracles/enumeration.ts';
import { poissonValue } from '../oracles/poisson.ts';
import { poissonMasses } from '../oracles/poisson-counts.ts';
import { bisectedRate, projectionValue } from '../oracles/projection.ts';

type Soundness = (block: Pair<BadCount>) => number;

function block(nc: number, xc: number, nb: number, xb: number): Pair<BadCount> {
  return { canary: { count: nc, bad: xc }, baseline: { count: nb, bad: xb } };
}

/** The e-values of all outcomes of a block of these sizes, canary's bad outcomes first. */
function valuesOf(sizes: Pair<number>, soundness: Soundness): number[][] {
  return Array.from({ length: sizes.canary + 1 }, (_, xc) =>
    Array.from({ length: sizes.baseline + 1 }, (_, xb) =>
      Math.exp(soundness(block(sizes.canary, xc, sizes.baseline, xb))),
    ),
  );
}

/** @param masses the probabilities of 0, 1, ... bad outcomes */
function expectation(
  { canary, baseline }: Pair<readonly number[]>,
  values: readonly (readonly number[])[],
): number {
  let sum = 0;
  for (const [xc, canaryMass] of canary.entries()) {
    for (const [xb, baselineMass] of baseline.entries()) {
      sum += canaryMass * baselineMass * (values[xc]?.[xb] ?? NaN);
    }
  }
  return sum;
}

const sizes = [
  [1, 1],
  [1, 60],
  [60, 1],
  [5, 40],
  [20, 20],
].map(([canary = 0, baseline = 0]) => ({ canary, baseline }));

const masses = [
  binomialMasses,
  (count: number, mean: number) => trialMasses(unequalRates(count, mean)),
];

/** The largest expectations where p_c >= absolute + ratio p_b, for requests that are alike, and for such that are not. */
function worst(ratio: number, absolute: number, ...tests: readonly Soundness[]): number[] {
  const largest = tests.map(() => 0);
  for (const size of sizes) {
    const values = tests.map((soundness) => valuesOf(size, soundness));
    for (const rates of worseRates(ratio, absolute)) {
      for (const massesOf of masses) {
        const pair = {
          canary: massesOf(size.canary, rates.canary),
          baseline: massesOf(size.baseline, rates.baseline),
        };
        for (const [k, table] of values.entries()) {
          largest[k] = Math.max(largest[k] ?? 0, expectation(pair, table));
        }
      }
    }
  }
  return largest;
}

const tolerances = [
  [0, 0],
  [0.3, 0],
  [2, 0],
  [-0.4, 0],
  [0, 0.02],
  [0.2, 0.05],
] as const;
const harms = [0.05, 0.3, 0.5] as const;
const cases = tolerances.flatMap(([relative, absolute]) =>
  harms.map((harm): [ProportionOptions] => [
    { tolerance: { relative, absolute }, harm: { relative: harm, absolute: harm } },
  ]),
);

describe('if the canary is clearly worse, what speaks for it is not expected to exceed 1', () => {
  test.each(cases)('where bad outcomes are rare: %j', (options) => {
    const ratio = (1 + options.tolerance.relative) * (1 + options.harm.relative);
    const [largest] = worst(ratio, 0, (block) =>
      proportion.soundness(options, { kind: 'rare' }, block),
    );
    expect(largest).toBeLessThanOrEqual(1 + 1e-9);
    expect(largest).toBeGreaterThan(1 - 1e-9);
  });

  test.each(cases)('where they are common: %j', (options) => {
    const { tolerance, harm } = options;
    const tests = [0.01, 2, 15, 50, 90].map((bad): Soundness => {
      const state: ProportionState = { kind: 'common', past: { count: 99, bad: bad - 0.5 } };
      return (block) => proportion.soundness(options, state, block);
    });
    const boundary = [1 + tolerance.relative, tolerance.absolute + harm.absolute] as const;
    for (const largest of worst(...boundary, ...tests)) {
      expect(largest).toBeLessThanOrEqual(1 + 1e-9);
      expect(largest).toBeGreaterThan(0.99);
    }
  });

  test.each([
    ['higher', 0, 0.5, [1.5, 2, 5]],
    ['higher', 0.3, 0.2, [1.56, 3]],
    ['lower', 0, 0.5, [0.5, 0.3, 0]],
    ['lower', 0.3, 0.2, [0.56, 0.1, 0]],
  ] as const)(
    'of a rate where %s is worse, %d tolerated and %d harm',
    (worse, relative, harm, ratios) => {
      const options = { worse, tolerance: { relative }, harm: { relative: harm } };
      const expected = (exposures: Pair<number>, rates: Pair<number>): number => {
        const masses = {
          canary: poissonMasses(rates.canary * exposures.canary),
          baseline: poissonMasses(rates.baseline * exposures.baseline),
        };
        const sizes = { canary: masses.canary.length - 1, baseline: masses.baseline.length - 1 };
        const values = valuesOf(sizes, ({ canary, baseline }) =>
          rate.soundness(options, null, {
            canary: { hits: canary.bad, exposure: exposures.canary },
            baseline: { hits: baseline.bad, exposure: exposures.baseline },
          }),
        );
        return expectation(masses, values);
      };
      for (const baseline of [0.4, 2]) {
        for (const exposures of [
          { canary: 0.05, baseline: 2 },
          { canary: 1.5, baseline: 1.5 },
          { canary: 2, baseline: 0.05 },
        ]) {
          const [boundary, ...worse] = ratios.map((ratio) =>
            expected(exposures, { canary: ratio * baseline, baseline }),
          );
          expect(boundary).toBeCloseTo(1, 9);
          for (const value of worse) expect(value).toBeLessThanOrEqual(1 + 1e-9);
          expect(expected(exposures, { canary: baseline, baseline })).toBeGreaterThan(1.0001);
        }
      }
    },
  );

  test('which the enumeration would find out where harm is forgotten on one side', () => {
    const rare =
      (forgotten: number): Soundness =>
      ({ canary, baseline }) => {
        const [ra, rm] = [1.2, 1.2 * 1.5];
        const sizes = (baseline.count + ra * canary.count) / (baseline.count + rm * canary.count);
        return (
          canary.bad * Math.log(ra / (rm / forgotten)) -
          (canary.bad + baseline.bad) * Math.log(sizes)
        );
      };
    expect(worst(1.8, 0, rare(1))[0]).toBeLessThanOrEqual(1 + 1e-9);
    expect(worst(1.8, 0, rare(1.5))[0]).toBeGreaterThan(1.05);
    const common =
      (forgotten: number): Soundness =>
      (block) =>
        projectionSoundness({ ratio: 1.2, absolute: 0.02 }, 0.1 - forgotten, 0.15, block);
    expect(worst(1.2, 0.12, common(0))[0]).toBeLessThanOrEqual(1 + 1e-9);
    expect(worst(1.2, 0.02, common(0))[0]).toBeGreaterThan(1.05);
    expect(worst(1.2, 0.04, common(0.05))[0]).toBeGreaterThan(1.05);
  });
});

const arm = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([count, share]) => ({ count, bad: Math.round(count * share) }));

test('where bad outcomes are rare it is the formula', () => {
  fc.assert(
    fc.property(
      arm,
      arm,
      fc.double({ min: 0.2, max: 5, noNaN: true }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      (canary, baseline, ratio, harm) => {
        const counts = [canary.count, baseline.count, canary.bad, baseline.bad] as const;
        const value = poissonValue(1 / (1 + harm), ratio * (1 + harm), counts);
        expect(poissonSoundness(ratio, harm, { canary, baseline })).toBeCloseTo(Math.log(value), 9);
      },
    ),
    { seed: 1, numRuns: 2000 },
  );
});

test('where they are common it is the projection in the mirror, which counts the good outcomes', () => {
  fc.assert(
    fc.property(
      arm,
      arm,
      fc.double({ min: 0.001, max: 0.95, noNaN: true }),
      fc.double({ min: 0.3, max: 2, noNaN: true }),
      fc.double({ min: 0, max: 0.3, noNaN: true }),
      fc.double({ min: 0.01, max: 0.3, noNaN: true }),
      (canary, baseline, theta, ratio, absolute, harm) => {
        const acceptable = absolute + ratio * theta;
        fc.pre(acceptable + harm < 0.999);
        const [thetaC, thetaB] = [1 - acceptable, 1 - theta];
        const mirrored = 1 - absolute - harm - ratio;
        const qb = bisectedRate([ratio, mirrored], thetaC, thetaB, [canary.count, baseline.count]);
        const value = projectionValue(thetaC, thetaB, mirrored + ratio * qb, qb, [
          canary.count,
          baseline.count,
          canary.count - canary.bad,
          baseline.count - baseline.bad,
        ]);
        expect(
          projectionSoundness({ ratio, absolute }, harm, theta, { canary, baseline }),
        ).toBeCloseTo(Math.log(value), 7);
      },
    ),
    { seed: 2, numRuns: 2000 },
  );
});

describe('a block says nothing for the canary', () => {
  const options: ProportionOptions = {
    tolerance: { relative: 0.1, absolute: 0 },
    harm: { relative: 0.5, absolute: 0.05 },
  };
  const common = (bad: number): ProportionState => ({ kind: 'common', past: { count: 100, bad } });
  const healthy = block(100, 0, 1000, 10);

  test.each<[string, ProportionState, Pair<BadCount>]>([
    [
      'before it is known what is rare',
      { kind: 'undecided', past: { count: 49, bad: 0 } },
      healthy,
    ],
    ['before the baseline is known', { kind: 'common', past: { count: 0, bad: 0 } }, healthy],
    ['where no version could be clearly worse', common(87), healthy],
    ['without a canary', { kind: 'rare' }, block(0, 0, 1000, 10)],
    ['without a baseline', { kind: 'rare' }, block(100, 3, 0, 0)],
    ['without a canary, of common outcomes', common(20), block(0, 0, 1000, 10)],
    ['without a baseline, of common outcomes', common(20), block(100, 3, 0, 0)],
    ['with next to no baseline', common(1), block(2 ** 53, 3, 1, 0)],
  ])('%s', (_, state, block) => {
    expect(proportion.soundness(options, state, block)).toBe(0);
  });

  test('and otherwise it does', () => {
    expect(proportion.soundness(options, { kind: 'rare' }, healthy)).toBeGreaterThan(0.1);
    expect(proportion.soundness(options, common(20), block(100, 20, 1000, 200))).toBeGreaterThan(
      0.1,
    );
    expect(proportion.soundness(options, common(20), block(100, 30, 1000, 200))).toBeLessThan(-0.1);
  });
});

test('where fewer hits are worse, misses are what is bad', () => {
  const options = {
    tolerance: { relative: 0, absolute: 0.01 },
    harm: { relative: 0.5, absolute: 0.05 },
  };
  const hits = { canary: { count: 90, hits: 80 }, baseline: { count: 800, hits: 680 } };
  const state: ProportionState = { kind: 'common', past: { count: 100, bad: 15 } };
  expect(badProportion.soundness?.({ ...options, worse: 'lower' }, state, hits)).toBe(
    proportion.soundness(options, state, block(90, 10, 800, 120)),
  );
});

describe('the bet of a mean', () => {
  const sampleOf = (
    count: number,
    mean: number,
  ): { count: number; sum: number; sumOfSquares: number } => ({
    count,
    sum: count * mean,
    sumOfSquares: count * mean,
  });
  const options = {
    worse: 'higher',
    tolerance: { relative: 0, absolute: 0.1 },
    harm: { absolute: 0.5 },
    range: [0, 1],
  } as const;
  const past = { canary: sampleOf(10, 0.3), baseline: sampleOf(10, 0.3) };

  test('is nothing without a past or an arm', () => {
    const some = sampleOf(50, 0.3);
    const block = { canary: some, baseline: some };
    const none = sampleOf(0, 0);
    expect(boundedMean.soundness(options, past, block)).toBeGreaterThan(1);
    for (const arm of ['canary', 'baseline'] as const) {
      expect(boundedMean.soundness(options, { ...past, [arm]: none }, block)).toBe(0);
      expect(boundedMean.soundness(options, past, { ...block, [arm]: none })).toBe(0);
    }
  });

  /** The largest expectation of zeros and ones, where the canary's share of ones is higher by so much or more. */
  const worstOf = (sizes: Pair<number>, worse: number, soundness: Soundness): number => {
    const values = valuesOf(sizes, soundness);
    let largest = 0;
    for (const baseline of [0, 0.1, 0.2, 0.3, 0.4]) {
      for (const canary of [worse + baseline, 1]) {
        const masses = {
          canary: binomialMasses(sizes.canary, canary),
          baseline: binomialMasses(sizes.baseline, baseline),
        };
        largest = Math.max(largest, expectation(masses, values));
      }
    }
    return largest;
  };

  test('bears what both arms do, at any split', () => {
    const small = { ...options, harm: { absolute: 0.2 } };
    for (const [canary, baseline] of [
      [1, 1],
      [200, 2],
      [2, 200],
      [1, 60],
      [20, 20],
    ] as const) {
      const largest = worstOf({ canary, baseline }, 0.3, (block) =>
        boundedMean.soundness(small, past, {
          canary: sampleOf(canary, block.canary.bad / canary),
          baseline: sampleOf(baseline, block.baseline.bad / baseline),
        }),
      );
      expect(largest).toBeLessThanOrEqual(1 + 1e-9);
      expect(largest).toBeGreaterThan(0.7);
    }
  });

  test('and the enumeration would find out one that is reduced for one arm only, or has forgotten the harm', () => {
    const increment =
      (reducedFor: 'both' | 'canary', harm: number): Soundness =>
      ({ canary, baseline }) => {
        const least = reducedFor === 'both' ? Math.min(canary.count, baseline.count) : canary.count;
        const bet = 0.5 * least;
        const lost = ({ count, bad }: BadCount): number => {
          const l = Math.min(0.5, bet / count);
          return (-Math.log(1 - l) - l) * count * 0.25 * (bad >= 0 ? 1 : 0);
        };
        const excess = canary.bad / canary.count - baseline.bad / baseline.count - 0.1;
        return bet * (harm - excess) - lost(canary) - lost(baseline);
      };
    const sizes = { canary: 200, baseline: 2 };
    expect(worstOf(sizes, 0.6, increment('both', 0.5))).toBeLessThanOrEqual(1 + 1e-9);
    expect(worstOf(sizes, 0.6, increment('canary', 0.5))).toBeGreaterThan(1.1);
    expect(worstOf({ canary: 20, baseline: 20 }, 0.6, increment('both', 1))).toBeGreaterThan(1.1);
  });
});
