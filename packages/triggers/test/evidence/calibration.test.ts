import { describe, expect, test } from 'vitest';

import {
  calibratedProportion,
  calibratedRate,
  proportionFactor,
  rateFactor,
} from '../../src/evidence/calibration.ts';
import { upperBetaOdds } from '../../src/evidence/beta.ts';
import { proportion } from '../../src/evidence/proportion.ts';
import { rate } from '../../src/evidence/rate.ts';
import type { BadCount } from '../../src/ticks/bad.ts';
import type { Pair } from '../../src/ticks/tick.ts';
import { binomialMasses, expectedValues } from '../oracles/enumeration.ts';
import { poissonMasses } from '../oracles/poisson-counts.ts';
import { binomial, seeded } from '../support/random.ts';

function groups(nc: number, xc: number, nb: number, xb: number): Pair<BadCount> {
  return { canary: { count: nc, bad: xc }, baseline: { count: nb, bad: xb } };
}

describe('proportionFactor', () => {
  test('is the bound on the part that fell to the canary, where bad outcomes are rare', () => {
    const odds = upperBetaOdds(0.01, 6, 40);
    expect(proportionFactor(groups(100, 5, 2000, 40), 0.01)).toBeCloseTo((odds * 2000) / 100, 10);
    // One in two by itself, all of them with one bad outcome of the baseline: u = 1 - .05 / 2
    expect(proportionFactor(groups(50, 0, 50, 1), 0.05)).toBeCloseTo(19, 10);
  });

  test('is the ratio of two bounds where they are common, of which published ones are known', () => {
    const factor = proportionFactor(groups(10, 5, 100, 10), 0.05);
    expect(factor).toBeCloseTo(0.812914 / 0.04900469, 4);
  });

  test.each([
    ['as expected', 0.05, 30],
    ['as the baseline shows', undefined, 5],
  ])('takes up to 5 %% for rare, %s', (_, expected, bad) => {
    const rare = (upperBetaOdds(0.05, 11, bad) * 100) / 100;
    expect(proportionFactor(groups(100, 10, 100, bad), 0.05, expected)).toBeCloseTo(rare, 10);
    const others = groups(100, 10, 100, bad + 1);
    const common = proportionFactor(others, 0.05, expected && expected + 0.001);
    expect(common).toBeGreaterThan(1.05 * ((upperBetaOdds(0.05, 11, bad + 1) * 100) / 100));
  });

  test.each([
    ['the baseline had nothing bad', groups(100, 3, 100, 0), undefined],
    ['the baseline had nothing bad of what is common', groups(100, 3, 100, 0), 0.5],
    ['there is no baseline', groups(100, 3, 0, 0), undefined],
    ['there is no canary', groups(0, 0, 100, 3), undefined],
    ['there is nothing', groups(0, 0, 0, 0), undefined],
  ])('is infinite where %s', (_, given, expected) => {
    expect(proportionFactor(given, 0.05, expected)).toBe(Infinity);
  });

  test.each([0.01, 0.5])(
    'rises with what is bad of the canary, and falls otherwise, at %d',
    (expected) => {
      const factor = (xc: number, xb: number, level: number): number =>
        proportionFactor(groups(200, xc, 300, xb), level, expected);
      for (const bad of [0, 1, 7, 60, 198]) {
        for (const other of [1, 7, 60, 198]) {
          const value = factor(bad, other, 0.05);
          expect(value).toBeLessThan(factor(bad + 1, other, 0.05));
          expect(value).toBeGreaterThan(factor(bad, other + 1, 0.05));
          expect(value).toBeLessThan(factor(bad, other, 0.04));
          expect(value).toBeGreaterThan((bad / 200) * (300 / other));
        }
      }
    },
  );

  /** P(bound < true ratio), by every outcome. */
  function missed(
    sizes: Pair<number>,
    rates: Pair<number>,
    level: number,
    expected?: number,
  ): number {
    const canary = binomialMasses(sizes.canary, rates.canary);
    const baseline = binomialMasses(sizes.baseline, rates.baseline);
    let sum = 0;
    for (const [xc, canaryMass] of canary.entries()) {
      for (const [xb, baselineMass] of baseline.entries()) {
        const probability = canaryMass * baselineMass;
        if (probability < 1e-12) continue;
        const given = groups(sizes.canary, xc, sizes.baseline, xb);
        const ratio = rates.canary / rates.baseline;
        if (proportionFactor(given, level, expected) < ratio) sum += probability;
      }
    }
    return sum;
  }

  test.each([
    ['chosen by what the baseline showed', undefined],
    ['taken for rare, rightly or not', 0.01],
    ['taken for common, rightly or not', 0.5],
  ])('is wrong at most as often as it may be, by enumeration: %s', (_, expected) => {
    let worst = 0;
    for (const level of [0.2, 0.02]) {
      for (const [canary = 0, baseline = 0] of [
        [10, 10],
        [5, 80],
        [80, 5],
        [40, 40],
      ]) {
        for (const rate of [0.01, 0.04, 0.06, 0.2, 0.5, 0.9]) {
          for (const ratio of [0.3, 0.8, 1, 1.5, 3]) {
            if (ratio * rate > 1) continue;
            const rates = { canary: ratio * rate, baseline: rate };
            worst = Math.max(worst, missed({ canary, baseline }, rates, level, expected) / level);
          }
        }
      }
    }
    expect(worst).toBeLessThanOrEqual(1);
    expect(worst).toBeGreaterThan(0.2);
  });

  test.each([
    [0.01, 1_000, 19_000],
    [0.01, 10_000, 10_000],
    [0.15, 1_000, 19_000],
  ])(
    'is wrong at most as often as it may be, on groups of people who differ: %d',
    (usual, nc, nb) => {
      const uniform = seeded(7);
      const level = 0.05;
      let wrong = 0;
      const runs = 2_000;
      for (let run = 0; run < runs; run += 1) {
        // The groups differ, and half of the people of each have three times the errors of the others.
        const rateOf = (): number => usual * (0.5 + uniform());
        const [canary, baseline] = [rateOf(), rateOf()];
        const bad = (count: number, mean: number): number =>
          binomial(uniform, count / 2, 1.5 * mean) + binomial(uniform, count / 2, 0.5 * mean);
        const given = groups(nc, bad(nc, canary), nb, bad(nb, baseline));
        if (proportionFactor(given, level) < canary / baseline) wrong += 1;
      }
      const error = Math.sqrt((level * (1 - level)) / runs);
      expect(wrong / runs).toBeLessThanOrEqual(level + 3 * error);
    },
  );
});

describe('rateFactor', () => {
  const given = { canary: { hits: 3, exposure: 10 }, baseline: { hits: 60, exposure: 100 } };

  test('is that of rare proportions, and the other way round where lower is worse', () => {
    expect(rateFactor(given, 0.05, 'higher')).toBeCloseTo(10 * upperBetaOdds(0.05, 4, 60), 10);
    expect(rateFactor(given, 0.05, 'lower')).toBeCloseTo(upperBetaOdds(0.05, 61, 3) / 10, 10);
  });

  test.each(['higher', 'lower'] as const)(
    'is wrong at most as often as it may be, if %s is worse',
    (worse) => {
      let worst = 0;
      for (const ratio of [0.3, 1, 2]) {
        const [canary, baseline] = [poissonMasses(5 * ratio), poissonMasses(8)];
        let wrong = 0;
        for (const [xc, canaryMass] of canary.entries()) {
          for (const [xb, baselineMass] of baseline.entries()) {
            const groups = {
              canary: { hits: xc, exposure: 5 },
              baseline: { hits: xb, exposure: 8 },
            };
            const factor = rateFactor(groups, 0.05, worse);
            if (factor < (worse === 'higher' ? ratio : 1 / ratio))
              wrong += canaryMass * baselineMass;
          }
        }
        worst = Math.max(worst, wrong);
      }
      expect(worst).toBeLessThanOrEqual(0.05);
      expect(worst).toBeGreaterThan(0.01);
    },
  );

  test.each(['higher', 'lower'] as const)(
    'is infinite without a hit to compare with, if %s is worse',
    (worse) => {
      const none = { hits: 0, exposure: 10 };
      expect(rateFactor({ canary: none, baseline: none }, 0.05, worse)).toBe(Infinity);
      const unseen = { hits: 0, exposure: 0 };
      expect(rateFactor({ canary: unseen, baseline: unseen }, 0.05, worse)).toBe(Infinity);
    },
  );
});

describe('the calibrated tolerance', () => {
  test('multiplies what is acceptable', () => {
    const tolerance = { relative: 0.1, absolute: 0.02 };
    expect(calibratedProportion(tolerance, 1.5)?.relative).toBeCloseTo(0.65, 12);
    expect(calibratedProportion(tolerance, 0.5)?.relative).toBeCloseTo(-0.45, 12);
    expect(calibratedProportion(tolerance, 2)?.absolute).toBe(0.02);
    expect(calibratedRate({ relative: 0.1 }, 1.5, 'higher')?.relative).toBeCloseTo(0.65, 12);
    expect(calibratedRate({ relative: 0.1 }, 1.5, 'lower')?.relative).toBeCloseTo(0.4, 12);
    expect(calibratedRate({ relative: 0.1 }, 0.5, 'lower')?.relative).toBeCloseTo(-0.8, 12);
  });

  test('is none where nothing can be compared', () => {
    expect(calibratedProportion({ relative: 0, absolute: 0 }, Infinity)).toBeUndefined();
    expect(calibratedRate({ relative: 0 }, Infinity, 'lower')).toBeUndefined();
  });

  /** A healthy version is worse than the baseline's group by the factor, and by what is tolerated. */
  test.each([0.4, 1, 2.5])(
    'covers a healthy version whose group is worse by a factor of %d',
    (factor) => {
      const harm = { relative: 0.5, absolute: 0.05 };
      const sizes = { canary: 10, baseline: 30 };
      for (const absolute of [0, 0.02]) {
        const tolerance = calibratedProportion({ relative: 0.2, absolute }, factor);
        if (!tolerance) throw new Error('there is a factor');
        const rates = { canary: absolute + 1.2 * factor * 0.1, baseline: 0.1 };
        for (const kind of absolute === 0 ? (['rare', 'common'] as const) : (['common'] as const)) {
          const past = { count: 99, bad: 9.5 };
          const values = expectedValues(
            sizes,
            rates,
            (block) => proportion.step({ tolerance, harm }, { kind, past }, block).increments ?? [],
          );
          expect(Math.max(...values)).toBeLessThanOrEqual(1 + 1e-9);
          expect(Math.max(...values)).toBeGreaterThan(0.95);
        }
      }
    },
  );

  test.each([
    ['higher', 2.5, 2.5],
    ['higher', 0.4, 0.4],
    ['lower', 2.5, 1 / 2.5],
    ['lower', 0.4, 1 / 0.4],
  ] as const)(
    'covers a rate where %s is worse, and the group by a factor of %d',
    (worse, factor, group) => {
      const tolerance = calibratedRate({ relative: 0.2 }, factor, worse);
      if (!tolerance) throw new Error('there is a factor');
      const options = { worse, tolerance, harm: { relative: 0.5 } };
      const canary = poissonMasses(2 * group * (worse === 'higher' ? 1.2 : 0.8));
      const baseline = poissonMasses(3);
      const sums: number[] = [];
      for (const [xc, canaryMass] of canary.entries()) {
        for (const [xb, baselineMass] of baseline.entries()) {
          const block = {
            canary: { hits: xc, exposure: 2 },
            baseline: { hits: xb, exposure: 3 },
          };
          for (const [k, increment] of (
            rate.step(options, null, block).increments ?? []
          ).entries()) {
            sums[k] = (sums[k] ?? 0) + canaryMass * baselineMass * Math.exp(increment);
          }
        }
      }
      for (const sum of sums) expect(sum).toBeCloseTo(1, 9);
    },
  );
});
