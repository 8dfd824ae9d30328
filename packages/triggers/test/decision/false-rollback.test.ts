import { describe, expect, test } from 'vitest';

import { initialDecision } from '../../src/decision/initial.ts';
import { transition } from '../../src/decision/transition.ts';
import type { ModelPolicy } from '../../src/policy/model.ts';
import { errors, policyWith } from '../support/policies.ts';
import { binomial, seeded } from '../support/random.ts';
import { errorTick, versions } from '../support/ticks.ts';

/** What one tick brings: requests of both arms, and the share of them that is bad while the canary is healthy. */
interface Traffic {
  readonly canary: number;
  readonly baseline: number;
  readonly canaryRate: number;
  readonly baselineRate: number;
}

interface World {
  readonly policy: ModelPolicy;
  readonly ticks: number;
  /** @param time from 0, the first tick, to 1, the last */
  readonly traffic: (time: number) => Traffic;
}

const risk = 0.05;
const plain = policyWith({ falseRollback: risk });

function split(requests: number, weight: number, rate: number): Traffic {
  const canary = Math.round(requests * weight);
  return { canary, baseline: requests - canary, canaryRate: rate, baselineRate: rate };
}

/** The weight of the canary goes from 5 to 50 % while both versions go from 1 to 3 % bad outcomes. */
const ramp = (time: number): Traffic => split(400, 0.05 + 0.45 * time, 0.01 + 0.02 * time);

/** Twenty days: at night there is a tenth of the traffic, and three times as much of it is bad. */
function days(time: number): Traffic {
  const daylight = (1 - Math.cos(2 * Math.PI * 20 * time)) / 2;
  return split(40 + 360 * daylight, 0.05, 0.03 - 0.02 * daylight);
}

const worlds: Record<string, World> = {
  '1 % bad outcomes, 5 % of the traffic': {
    policy: plain,
    ticks: 2000,
    traffic: () => split(400, 0.05, 0.01),
  },
  'a weight that rises while both versions get worse': {
    policy: plain,
    ticks: 1500,
    traffic: ramp,
  },
  'a day cycle': { policy: plain, ticks: 2000, traffic: days },
  'a canary that is just within an absolute tolerance of common outcomes': {
    policy: policyWith({
      falseRollback: risk,
      guardrails: [{ ...errors, tolerance: { relative: 0, absolute: 0.01 } }],
    }),
    ticks: 1000,
    traffic: () => ({ canary: 20, baseline: 180, canaryRate: 0.16, baselineRate: 0.15 }),
  },
  'one that is just within a relative tolerance, tried three times': {
    policy: policyWith({
      falseRollback: risk,
      guardrails: [{ ...errors, tolerance: { relative: 0.2, absolute: 0 } }],
      hysteresis: { minBadTicks: 3, attempts: 3 },
    }),
    ticks: 1500,
    traffic: () => ({ canary: 20, baseline: 180, canaryRate: 0.012, baselineRate: 0.01 }),
  },
};

/** The tick of the first rollback; undefined if there is none. */
function rollbackTick(world: World, seed: number, fault = 1): number | undefined {
  const { policy, ticks, traffic } = world;
  const uniform = seeded(seed);
  let state = initialDecision(policy);
  for (let index = 0; index < ticks; index += 1) {
    const { canary, baseline, canaryRate, baselineRate } = traffic(index / ticks);
    const tick = errorTick(
      index,
      [canary, binomial(uniform, canary, fault * canaryRate)],
      [baseline, binomial(uniform, baseline, baselineRate)],
    );
    const { decisions, state: next } = transition(policy, versions, state, tick);
    if (decisions.some(({ action }) => action === 'rollback')) return index + 1;
    state = next;
  }
  return undefined;
}

describe.each(Object.entries(worlds))('with %s', (_, world) => {
  test('false rollbacks are as rare as promised', { timeout: 60_000 }, () => {
    const runs = 250;
    let rolledBack = 0;
    for (let seed = 1; seed <= runs; seed += 1) {
      if (rollbackTick(world, seed) !== undefined) rolledBack += 1;
    }
    const error = Math.sqrt((risk * (1 - risk)) / runs);
    expect(rolledBack / runs).toBeLessThanOrEqual(risk + 2 * error);
  });

  test('a canary with twice as many bad outcomes is rolled back', () => {
    for (let seed = 1; seed <= 20; seed += 1) expect(rollbackTick(world, seed, 2)).toBeDefined();
  });
});

test('counts that are pooled over the rising weight would speak against the healthy canary', () => {
  const pooled = { canary: { bad: 0, count: 0 }, baseline: { bad: 0, count: 0 } };
  for (let time = 0; time <= 1; time += 0.01) {
    const { canary, baseline, canaryRate, baselineRate } = ramp(time);
    pooled.canary.count += canary;
    pooled.canary.bad += canary * canaryRate;
    pooled.baseline.count += baseline;
    pooled.baseline.bad += baseline * baselineRate;
  }
  const { canary, baseline } = pooled;
  expect(canary.bad / canary.count).toBeGreaterThan((1.2 * baseline.bad) / baseline.count);
});
