import { describe, expect, test } from 'vitest';

import {
  initialSampleRatio,
  stepSampleRatio,
  type SampleRatioSample,
  type SampleRatioState,
} from '../../src/evidence/sample-ratio.ts';
import { logEvidence, nothingSpent, spend } from '../../src/evidence/spending.ts';
import { multinomialMass, ways } from '../oracles/multinomial.ts';
import { binomial, seeded } from '../support/random.ts';

function run(samples: readonly SampleRatioSample[], state = initialSampleRatio) {
  let current: SampleRatioState = state;
  const increments = samples.map((sample) => {
    const step = stepSampleRatio(current, sample);
    current = step.state;
    return step.increments?.[0];
  });
  return { state: current, increments };
}

describe('stepSampleRatio', () => {
  const weights = { v12: 95, v13: 5 };

  test('is expected to be exactly 1 with the intended shares, and more with others', () => {
    const { state } = run([{ units: { v12: 900, v13: 51 }, weights }]);
    const expectation = (shares: readonly number[]): number =>
      ways(12, 2).reduce((sum, counts) => {
        const [v12 = 0, v13 = 0] = counts;
        const { increments } = run([{ units: { v12, v13 }, weights }], state);
        return sum + multinomialMass(counts, shares) * Math.exp(increments[0] ?? NaN);
      }, 0);
    expect(expectation([0.95, 0.05])).toBeCloseTo(1, 10);
    expect(expectation([0.9, 0.1])).toBeGreaterThan(1.001);
  });

  test('goes on over ticks as if they were one', () => {
    const ticks = [
      { units: { v12: 380, v13: 20 }, weights },
      { units: { v13: 31, v12: 369 }, weights: { v13: 5, v12: 95 } },
      { units: { v12: 400 }, weights: { v12: 19, v13: 1 } },
    ];
    const parts = run(ticks);
    const whole = run([{ units: { v12: 1149, v13: 51 }, weights }]);
    const sum = parts.increments.reduce<number>((left, right) => left + (right ?? NaN), 0);
    expect(sum).toBeCloseTo(whole.increments[0] ?? NaN, 9);
    expect(parts.state).toEqual(whole.state);
  });

  test('begins anew when the weights change, and after ten million units', () => {
    const tick = { units: { v12: 100, v13: 9 }, weights };
    const fresh = run([tick]);
    const changed = run([{ units: { v12: 5e5, v13: 5e5 }, weights: { v12: 1, v13: 1 } }, tick]);
    expect(changed.state).toEqual(fresh.state);
    expect(changed.increments[1]).toBe(fresh.increments[0]);
    const renamed = run([{ units: { v12: 95, v14: 5 }, weights: { v12: 95, v14: 5 } }, tick]);
    expect(renamed.state).toEqual(fresh.state);
    const long = run([{ units: { v12: 9.5e6, v13: 5e5 }, weights }, tick]);
    expect(long.state).toEqual(fresh.state);
    const shorter = run([{ units: { v12: 9.5e6, v13: 499_999 }, weights }, tick]);
    expect(shorter.state).not.toEqual(fresh.state);
  });

  test.each([
    ['one version', { v12: 100 }],
    ['no version', {}],
    ['one version and others without a weight', { v12: 100, v13: 0, v14: 0 }],
  ])('says nothing of %s', (_, weights) => {
    const before = run([{ units: { v12: 95, v13: 5 }, weights: { v12: 95, v13: 5 } }]).state;
    expect(stepSampleRatio(before, { units: { v12: 7, v13: 3 }, weights })).toEqual({
      state: before,
    });
  });

  test('leaves out units of versions without a weight', () => {
    const units = { v12: 80, v13: 20, v14: 7 };
    const { state } = run([{ units, weights: { v12: 80, v13: 20, v14: 0 } }]);
    expect(state).toEqual([
      { version: 'v12', share: 0.8, units: 80 },
      { version: 'v13', share: 0.2, units: 20 },
    ]);
  });

  test('leaves out a version that has next to no weight', () => {
    const weights = { v12: 4, v13: 1, v14: 1e-300 };
    const { state, increments } = run([{ units: { v12: 80, v13: 20, v14: 7 }, weights }]);
    expect(state.map(({ version }) => version)).toEqual(['v12', 'v13']);
    expect(increments[0]).toBeCloseTo(0, 2);
  });

  test('a version may have the name of what every object inherits', () => {
    const weights = JSON.parse('{"__proto__":50,"constructor":50}') as Record<string, number>;
    const { state, increments } = run([
      { units: { other: 3 }, weights },
      { units: weights, weights },
    ]);
    expect(state.map(({ version, units }) => [version, units])).toEqual([
      ['__proto__', 50],
      ['constructor', 50],
    ]);
    expect(increments[0]).toBeCloseTo(0, 12);
  });

  test.each([
    ['the intended shares', 0.05, false],
    ['a tenth too many', 0.055, true],
    ['a tenth too few', 0.045, true],
  ])('over a day with %s', (_, share, found) => {
    const uniform = seeded(5);
    let state: SampleRatioState = initialSampleRatio;
    let spending = nothingSpent;
    let largest = -Infinity;
    for (let tick = 0; tick < 500; tick += 1) {
      const v13 = binomial(uniform, 400, share);
      const step = stepSampleRatio(state, { units: { v12: 400 - v13, v13 }, weights });
      state = step.state;
      spending = spend(spending, step.increments ?? [], Infinity);
      largest = Math.max(largest, logEvidence(spending, [1]));
    }
    expect(largest > Math.log(1000)).toBe(found);
  });
});
