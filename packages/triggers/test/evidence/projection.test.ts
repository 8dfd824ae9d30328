import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  projectionIncrements,
  projectionShift,
  type Boundary,
} from '../../src/evidence/projection.ts';
import { acceptableRates, expectedValues } from '../oracles/enumeration.ts';
import { engineSteps, type Counts } from '../oracles/numbers.ts';
import { bisectedRate, projectionValue } from '../oracles/projection.ts';

const none: Boundary = { ratio: 1, absolute: 0 };

const logarithmic = (low: number, high: number): fc.Arbitrary<number> =>
  fc
    .double({ min: Math.log(low), max: Math.log(high), noNaN: true })
    .map((logarithm) => Math.exp(logarithm));
const rate = fc.oneof(logarithmic(1e-9, 0.9), fc.double({ min: 0.001, max: 0.97, noNaN: true }));
const size = logarithmic(1, 1e7).map(Math.round);

describe('projectionShift', () => {
  test('gives the known answer with both tolerances', () => {
    const sizes = { canary: 20, baseline: 380 };
    const supposed = { canary: 0.18, baseline: 0.15 };
    const shift = projectionShift({ ratio: 1.1, absolute: 0.005 }, supposed, sizes);
    expect(0.15 + shift).toBeCloseTo(0.150494758161, 12);
    expect(0.005 + 1.1 * (0.15 + shift)).toBeCloseTo(0.170544233977, 12);
  });

  test('gives the weighted mean of the rates where nothing is tolerated', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 0.97, noNaN: true }),
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 1e7 }),
        fc.integer({ min: 1, max: 1e7 }),
        (baseline, part, nc, nb) => {
          const canary = baseline + (0.98 - baseline) * part;
          const supposed = { canary, baseline };
          const shift = projectionShift(none, supposed, { canary: nc, baseline: nb });
          const expected = (nc * (canary - baseline)) / (nc + nb);
          expect(Math.abs(shift / expected - 1)).toBeLessThan(1e-11);
        },
      ),
      { seed: 2, numRuns: 3000 },
    );
  });

  test('is where plain bisection finds it, for any rates, sizes from 1 to 1e7 and any split', () => {
    fc.assert(
      fc.property(
        rate,
        fc.oneof(fc.constant(1), fc.double({ min: 0.1, max: 3, noNaN: true })),
        fc.oneof(fc.constant(0), logarithmic(1e-6, 0.5)),
        logarithmic(1e-6, 1),
        size,
        size,
        (thetaB, ratio, absolute, part, nc, nb) => {
          const acceptable = absolute + ratio * thetaB;
          fc.pre(acceptable < 0.97);
          const thetaC = acceptable + (0.98 - acceptable) * part;
          const shift = projectionShift(
            { ratio, absolute },
            { canary: thetaC, baseline: thetaB },
            { canary: nc, baseline: nb },
          );
          const expected = bisectedRate([ratio, absolute], thetaC, thetaB, [nc, nb]);
          expect(thetaB + shift).toBeGreaterThanOrEqual(thetaB);
          expect(absolute + ratio * (thetaB + shift)).toBeLessThanOrEqual(thetaC * (1 + 1e-12));
          expect(Math.abs(thetaB + shift - expected)).toBeLessThan(1e-12);
        },
      ),
      { seed: 3, numRuns: 10_000 },
    );
  });

  test('is found with theta_c on the other side of the boundary, where q_b cannot fall below 0', () => {
    fc.assert(
      fc.property(
        rate,
        fc.oneof(fc.constant(1), fc.double({ min: 1, max: 3, noNaN: true })),
        fc.oneof(fc.constant(0), logarithmic(1e-6, 0.5)),
        logarithmic(1e-4, 0.5),
        size,
        size,
        (thetaB, ratio, absolute, harm, nc, nb) => {
          const thetaC = absolute + ratio * thetaB;
          fc.pre(thetaC + harm < 0.99);
          const shift = projectionShift(
            { ratio, absolute: absolute + harm },
            { canary: thetaC, baseline: thetaB },
            { canary: nc, baseline: nb },
          );
          const expected = bisectedRate([ratio, absolute + harm], thetaC, thetaB, [nc, nb]);
          expect(thetaB + shift).toBeGreaterThan(0);
          expect(shift).toBeLessThan(0);
          expect(Math.abs(thetaB + shift - expected)).toBeLessThan(1e-12);
        },
      ),
      { seed: 8, numRuns: 10_000 },
    );
  });
});

describe('projectionIncrements', () => {
  test('is the known answer of a two-sample test at these rates', () => {
    const increments = projectionIncrements(none, 0.3, {
      canary: { count: 10, bad: 7 },
      baseline: { count: 10, bad: 3 },
    });
    expect(engineSteps.alternatives.at(-1)).toBe(0.3);
    expect(Math.exp(increments.at(-1) ?? Number.NaN)).toBeCloseTo(4.61888062696159, 12);
  });

  test('is the known answer of a sequential two-sample test that learns its rates', () => {
    const canary = [1, 1, 1, 1, 1, 1, 0, 1, 1, 1];
    const baseline = [0, 0, 1, 0, 1, 0, 0, 0, 0, 0];
    const past = { canary: 0.18, baseline: 0.18, count: 0.36 };
    let product = 1;
    canary.forEach((xc, index) => {
      const xb = baseline[index] ?? 0;
      const thetaC = past.canary / past.count;
      const thetaB = past.baseline / past.count;
      if (thetaC > thetaB) {
        const supposed = { canary: thetaC, baseline: thetaB };
        const q = thetaB + projectionShift(none, supposed, { canary: 1, baseline: 1 });
        product *= projectionValue(thetaC, thetaB, q, q, [1, 1, xc, xb]);
      }
      past.canary += xc;
      past.baseline += xb;
      past.count += 1;
    });
    expect(product).toBeCloseTo(11.1502948848123, 11);
  });

  test('is the formula, for any block', () => {
    const arm = fc
      .tuple(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([count, share]) => ({ count, bad: Math.round(count * share) }));
    fc.assert(
      fc.property(
        arm,
        arm,
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (canary, baseline, thetaB, ratio, absolute) => {
          const counts: Counts = [canary.count, baseline.count, canary.bad, baseline.bad];
          const increments = projectionIncrements({ ratio, absolute }, thetaB, {
            canary,
            baseline,
          });
          const acceptable = absolute + ratio * thetaB;
          engineSteps.alternatives.forEach((step, k) => {
            const thetaC = Math.min(0.98, acceptable + step);
            if (thetaC <= acceptable) {
              expect(increments[k]).toBe(0);
              return;
            }
            const qb = bisectedRate([ratio, absolute], thetaC, thetaB, [counts[0], counts[1]]);
            const value = projectionValue(thetaC, thetaB, absolute + ratio * qb, qb, counts);
            expect(increments[k]).toBeCloseTo(Math.log(value), 9);
          });
        },
      ),
      { seed: 4, numRuns: 2000 },
    );
  });

  test('is never without a number, at rates next to 0 and 1, any size and any split', () => {
    const size = fc.oneof(fc.nat(30), fc.integer({ min: 0, max: 1e7 }), fc.constant(2 ** 53));
    const arm = fc
      .tuple(size, fc.constantFrom(0, 1e-7, 0.1, 0.5, 0.999, 1))
      .map(([count, share]) => ({ count, bad: Math.floor(count * share) }));
    fc.assert(
      fc.property(
        arm,
        arm,
        fc.constantFrom(5e-17, 1e-12, 1e-4, 0.5, 0.9799999, 0.98, 0.999, 1 - 2 ** -53),
        fc.constantFrom(0.01, 0.5, 1, 1.1, 2, 101),
        fc.constantFrom(0, 1e-9, 0.01, 0.5, 1),
        (canary, baseline, thetaB, ratio, absolute) => {
          const block = { canary, baseline };
          for (const increment of projectionIncrements({ ratio, absolute }, thetaB, block)) {
            expect(increment).not.toBeNaN();
            expect(Math.abs(increment)).toBeLessThan(Infinity);
          }
        },
      ),
      { seed: 5, numRuns: 5000 },
    );
  });

  test('says nothing if an arm is empty', () => {
    const some = { count: 10, bad: 3 };
    const empty = { count: 0, bad: 0 };
    const zeros = engineSteps.alternatives.map(() => 0);
    expect(projectionIncrements(none, 0.3, { canary: some, baseline: empty })).toEqual(zeros);
    expect(projectionIncrements(none, 0.3, { canary: empty, baseline: some })).toEqual(zeros);
  });
});

describe('the expectation of the e-value within tolerance', () => {
  const boundaries: readonly Boundary[] = [
    none,
    { ratio: 1, absolute: 0.01 },
    { ratio: 1.1, absolute: 0 },
    { ratio: 1.1, absolute: 0.005 },
    { ratio: 3, absolute: 0.2 },
    { ratio: 0.7, absolute: 0 },
    { ratio: 0.2, absolute: 0.05 },
  ];
  const sizes = [
    [1, 1],
    [1, 19],
    [19, 1],
    [5, 40],
    [20, 20],
  ].map(([canary = 0, baseline = 0]) => ({ canary, baseline }));

  test.each(boundaries)('is at most 1 with %o, whatever rate was supposed', (boundary) => {
    let worst = 0;
    for (const size of sizes) {
      for (const supposed of [1e-4, 0.02, 0.15, 0.5, 0.9]) {
        for (const rates of acceptableRates(boundary.ratio, boundary.absolute)) {
          const means = expectedValues(size, rates, (block) =>
            projectionIncrements(boundary, supposed, block),
          );
          worst = Math.max(worst, ...means);
        }
      }
    }
    expect(worst).toBeLessThanOrEqual(1 + 1e-9);
    expect(worst).toBeGreaterThan(0.99);
  });

  test.each([
    ['the ratio', { ratio: 1, absolute: 0.02 }],
    ['the absolute tolerance', { ratio: 1.2, absolute: 0 }],
  ])('exceeds 1 if %s is missing in the projection', (_, mutated) => {
    const [thetaB, thetaC] = [0.15, 0.2 + 0.05];
    const sizes = [20, 40] as const;
    const qb = bisectedRate([mutated.ratio, mutated.absolute], thetaC, thetaB, sizes);
    const qc = mutated.absolute + mutated.ratio * qb;
    const onBoundary = { canary: 0.02 + 1.2 * 0.15, baseline: 0.15 };
    const [mean] = expectedValues({ canary: 20, baseline: 40 }, onBoundary, (block) => {
      const counts = [20, 40, block.canary.bad, block.baseline.bad] as const;
      return [Math.log(projectionValue(thetaC, thetaB, qc, qb, counts))];
    });
    expect(mean).toBeGreaterThan(1.05);
  });
});
