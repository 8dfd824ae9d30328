import { parsePolicy, type ModelPolicy, type Tick } from '@lastgood/triggers';

import { Random } from '../../src/random/random.ts';
import type { Course, Interval, Source } from '../../src/traffic/source.ts';

export const versions = { canary: 'new', baseline: 'old' } as const;
export const from = Date.UTC(2026, 4, 1);
export const minute = 60_000;

/** A policy on `errors`, with ticks of a minute, every default filled in. */
export function policyWith(model: object = {}): ModelPolicy {
  const made = {
    flag: 'made',
    tick: '1m',
    guardrails: { errors: { type: 'proportion', worse: 'higher' } },
    rollout: { steps: ['10%', '50%', '100%'], dwell: '5m' },
    hysteresis: { cooldown: { first: '10m', factor: 2 } },
    ...model,
  };
  // JSON is YAML.
  const [policy] = parsePolicy(JSON.stringify({ models: { made } }), 'test');
  if (!policy) throw new Error('no model');
  return policy;
}

/** What the groups do by themselves is learnt for an hour first. */
export const calibrating: ModelPolicy = policyWith({
  randomise: 'user',
  calibrate: '1h',
  rollout: { steps: ['10%', '100%'], dwell: '5m' },
});

interface Made {
  readonly intervals?: number;
  /** With which interval the fault begins, 1 for the first; absent: never. */
  readonly faultInterval?: number;
  readonly faultRate?: number;
  /** How many intervals late the outcomes are known. */
  readonly late?: number;
  readonly closed?: boolean;
  /** In so many intervals of a recording, the first ones, both groups were served the baseline. */
  readonly calibrated?: number;
  /** Which intervals bring nothing at all. */
  readonly isSilent?: (number: number) => boolean;
}

/** 1,000 requests a minute, of which 2 % fail, and of a faulty canary 10 %. */
export function handMade(made: Made = {}): Source {
  const { intervals = 120, closed = true } = made;
  return { intervals, from, versions, closed, start: (seed) => begun(made, closed, seed) };
}

function begun(made: Made, closed: boolean, seed: number): Course {
  const { faultInterval, faultRate = 0.1, late = 0, calibrated = 0, isSilent = () => false } = made;
  const random = new Random(seed);
  const waiting: Tick[] = [];
  let number = 0;
  const next = (asked: number, calibrating = false): Interval => {
    number += 1;
    const share = closed ? asked : 0.1;
    const isCalibration = closed ? calibrating : number <= calibrated;
    const isFaulty = faultInterval !== undefined && number >= faultInterval && !isCalibration;
    const bad = isFaulty ? faultRate : 0.02;
    const canary = random.binomial(1000, share);
    const errors = (count: number, rate: number) => ({
      errors: { count, hits: random.binomial(count, rate) },
    });
    const end = from + number * minute;
    waiting.push({
      from: end - minute,
      to: end,
      versions: {
        [versions.canary]: errors(canary, bad),
        [versions.baseline]: errors(1000 - canary, 0.02),
      },
      ...(isCalibration && { calibration: true }),
      ...(late > 0 && { lateness: late * minute }),
    });
    const known = waiting.length > late ? waiting.splice(0, waiting.length - late) : [];
    return {
      requests: { canary, baseline: 1000 - canary },
      ticks: isSilent(number) ? [] : known,
      excessBad: canary * (bad - 0.02),
    };
  };
  return {
    ...(faultInterval !== undefined && { fault: from + (faultInterval - 1) * minute }),
    next,
    inject: () => {
      throw new Error('not asked for');
    },
  };
}
