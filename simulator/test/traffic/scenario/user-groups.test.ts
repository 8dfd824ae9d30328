import { sampleOf, type ModelPolicy, type ProportionSample } from '@lastgood/triggers';
import { describe, expect, it, test } from 'vitest';

import type { Interval } from '../../../src/traffic/source.ts';
import { scenarioSource } from '../../../src/traffic/scenario/scenario-source.ts';
import { rollOut } from '../../scenarios/closed-loop.ts';
import { policyWith } from '../policy.ts';
import { scenarioWith } from './given.ts';

const guardrails = 'guardrails: { errors: { type: proportion, worse: higher } }';
const byUser = policyWith(`canary: v13, baseline: v12, tick: 1m, randomise: user, ${guardrails}`);
const byRequest = policyWith(`canary: v13, baseline: v12, tick: 1m, ${guardrails}`);
const users = { users: { count: 500 }, requests: { rate: '50/s' } };

/** All that comes at one share, of which the first intervals calibrate. */
function brought(
  keys: object,
  {
    policy = byUser,
    seed = 1,
    share = 0.2,
    calibrated = 0,
  }: {
    policy?: ModelPolicy;
    seed?: number;
    share?: number;
    calibrated?: number;
  } = {},
): Interval[] {
  const source = scenarioSource(scenarioWith(keys), policy);
  const course = source.start(seed);
  return Array.from({ length: source.intervals }, (_, place) =>
    course.next(share, place < calibrated),
  );
}

function errorsOf(version: string, intervals: readonly Interval[]): ProportionSample {
  let [count, hits] = [0, 0];
  for (const { ticks } of intervals) {
    const sample = ticks[0] && sampleOf(ticks[0], version, 'errors');
    if (!sample || !('count' in sample && 'hits' in sample)) continue;
    count += sample.count;
    hits += sample.hits;
  }
  return { count, hits };
}

const rateOf = (version: string, intervals: readonly Interval[]): number => {
  const { count, hits } = errorsOf(version, intervals);
  return hits / count;
};

describe('the users of a scenario', () => {
  it('make the groups differ for good, and all together are as the scenario says', () => {
    for (const seed of [1, 2, 3]) {
      const all = brought(users, { seed });
      const [early, late] = [all.slice(0, 60), all.slice(60)];
      const difference = rateOf('v13', early) - rateOf('v12', early);
      // The rest is noise: 36,000 requests of the canary.
      expect(Math.abs(rateOf('v13', late) - rateOf('v12', late) - difference)).toBeLessThan(0.005);
      const [canary, baseline] = [errorsOf('v13', all), errorsOf('v12', all)];
      const together = (canary.hits + baseline.hits) / (canary.count + baseline.count);
      expect(Math.abs(together - 0.02)).toBeLessThan(5 * Math.sqrt(0.0196 / 360_000));
    }
    const differences = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
      const all = brought(users, { seed });
      return rateOf('v13', all) - rateOf('v12', all);
    });
    expect(Math.max(...differences)).toBeGreaterThan(0.002);
    expect(Math.min(...differences)).toBeLessThan(-0.002);
  });

  it('are other ones with another seed, and the same with the same', () => {
    expect(brought(users, { seed: 4 })).toEqual(brought(users, { seed: 4 }));
    expect(brought(users, { seed: 4 })).not.toEqual(brought(users, { seed: 5 }));
  });

  it('are nothing to a policy whose flag splits requests', () => {
    const { users: _, ...without } = users;
    const [with_, alone] = [users, without].map((keys) => brought(keys, { policy: byRequest }));
    expect(with_).toEqual(alone);
    expect(brought(without)).toEqual(alone);
  });
});

const fault = {
  ...users,
  expect: { decision: 'rollback' },
  changes: [
    { what: 'errors', arm: 'canary', times: 3, at: '30m', fault: true },
    { what: 'outcomes', arm: 'canary', becomes: 0, at: '90m' },
  ],
};

describe('while a policy calibrates', () => {
  const all = brought(fault, { calibrated: 100 });

  it('ticks say so, and those after do not', () => {
    expect(all.map(({ ticks }) => ticks[0]?.calibration)).toEqual(
      all.map((_, place) => (place < 100 ? true : undefined)),
    );
  });

  it('the group of a bad and silent canary is served the baseline', () => {
    const healthy = rateOf('v13', all.slice(0, 30));
    expect(Math.abs(rateOf('v13', all.slice(30, 100)) - healthy)).toBeLessThan(0.005);
    expect(all.slice(0, 100).every(({ excessBad }) => excessBad === 0)).toBe(true);
    expect(errorsOf('v13', all.slice(90, 100)).count).toBeGreaterThan(1000);
    expect(errorsOf('v13', all.slice(100)).count).toBe(0);
  });

  it('what the canary costs later is counted on its own users', () => {
    const { requests, excessBad } = all.at(-1) ?? { requests: { canary: NaN }, excessBad: NaN };
    // Two more bad outcomes for each that its users have with the baseline.
    const expected = 2 * rateOf('v13', all.slice(0, 100));
    expect(Math.abs(excessBad / requests.canary / expected - 1)).toBeLessThan(0.1);
  });

  it('late outcomes say whether their own tick was one of calibration', () => {
    const late = policyWith(`canary: v13, baseline: v12, tick: 1m, lateness: 10m, ${guardrails}`);
    const ticks = brought({}, { policy: late, calibrated: 30 }).flatMap((each) => each.ticks);
    expect(ticks.filter(({ calibration }) => calibration)).toHaveLength(30);
    expect(ticks.slice(0, 30).every(({ calibration }) => calibration)).toBe(true);
  });
});

test('users who were not calibrated roll healthy canaries back, and calibrated ones do not', () => {
  const rolledBack = (calibrate: string): number => {
    const policy = policyWith(
      `tick: 1m, randomise: user, ${calibrate} rollout: { steps: [20%, 100%] }, hysteresis: { attempts: 1 }, ${guardrails}`,
    );
    const source = scenarioSource(scenarioWith({ ...users, length: '4h' }), policy);
    const seeds = Array.from({ length: 30 }, (_, seed) => seed);
    return seeds.filter((seed) =>
      rollOut(policy, source, seed).decisions.some(({ action }) => action === 'rollback'),
    ).length;
  };
  expect(rolledBack('')).toBeGreaterThan(8);
  expect(rolledBack('calibrate: 2h,')).toBeLessThan(3);
});
