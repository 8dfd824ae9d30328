import {
  initialDecision,
  isRollback,
  transition,
  weightOf,
  type Decision,
  type ModelPolicy,
} from '@lastgood/triggers';
import { describe, expect, test } from 'vitest';

import { rollOut } from '../../src/rollouts/roll-out.ts';
import type { Source } from '../../src/traffic/source.ts';
import { calibrating, from, handMade, minute, policyWith, versions } from './hand-made.ts';

/** The whole rollout written down first, and looked at afterwards. */
function writtenDown(policy: ModelPolicy, source: Source, seed: number) {
  const course = source.start(seed);
  let state = initialDecision(policy);
  const log = Array.from({ length: source.intervals }, (_, place) => {
    const share = weightOf(policy, state);
    const calibrating = state.phase === 'calibration';
    const { requests, ticks, excessBad } = course.next(share, calibrating);
    const clock = { now: from + (place + 1) * minute };
    const isClock = ticks.length === 0 || (calibrating && source.closed);
    const inputs = [...ticks, ...(isClock ? [clock] : [])];
    const decisions: Decision[] = [];
    for (const input of inputs) {
      const next = transition(policy, versions, state, input);
      ({ state } = next);
      decisions.push(...next.decisions);
    }
    const isCalibration = source.closed
      ? calibrating
      : ticks.some(({ calibration }) => calibration);
    const served = share === 0 || isCalibration ? 0 : 1;
    return {
      end: from + (place + 1) * minute,
      canary: served * requests.canary,
      harm: served * excessBad,
      decisions,
    };
  });
  const decisions = log.flatMap((entry) => entry.decisions);
  const rollbacks = decisions.filter(isRollback);
  const { fault } = course;
  const found = fault === undefined ? undefined : rollbacks.find(({ time }) => time > fault);
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const isSinceFault = ({ end }: { readonly end: number }): boolean =>
    fault !== undefined && end > fault;
  const since = log.filter(isSinceFault);
  const until = since.filter(({ end }) => found && end <= found.time);
  return {
    seed,
    rollbacks: rollbacks.map(({ time, tick }) => ({ time, tick })),
    promoted: decisions.find(({ action }) => action === 'promote')?.time ?? null,
    fault: fault ?? null,
    delay:
      found && fault !== undefined
        ? { time: found.time - fault, requests: sum(until.map(({ canary }) => canary)) }
        : null,
    falseRollback: rollbacks.some(({ time }) => fault === undefined || time <= fault),
    excessBad: sum(log.map(({ harm }) => harm)),
    canaryRequests: sum(log.map(({ canary }) => canary)),
    faultyRequests: sum(since.map(({ canary }) => canary)),
    transitions: decisions.filter(({ action }) => action !== 'release').length,
    days: source.intervals / (24 * 60),
  };
}

const loose = policyWith({ risk: { falseRollback: '40%' }, hysteresis: { minBadTicks: 1 } });

describe('a rollout is what the engine makes of it', () => {
  test.each([
    ['healthy', policyWith(), handMade()],
    ['failing', policyWith(), handMade({ faultInterval: 30 })],
    ['failing from the start', policyWith(), handMade({ faultInterval: 1 })],
    ['failing after the promotion', policyWith(), handMade({ faultInterval: 90 })],
    ['with a policy that is too quick', loose, handMade({ faultInterval: 100, faultRate: 0.03 })],
    ['with labels that come late', policyWith({ lateness: '20m' }), handMade({ late: 20 })],
    [
      'failing with labels that come late',
      policyWith({ lateness: '20m' }),
      handMade({ late: 20, faultInterval: 10 }),
    ],
    [
      'after a recorded calibration',
      calibrating,
      handMade({ closed: false, calibrated: 60, faultInterval: 90 }),
    ],
    ['after a calibration', calibrating, handMade({ faultInterval: 90 })],
    ['that was bad before its calibration', calibrating, handMade({ faultInterval: 10 })],
    [
      'after a calibration that is known late',
      { ...calibrating, lateness: 20 * minute },
      handMade({ intervals: 180, late: 20, faultInterval: 120 }),
    ],
    [
      'that falls silent',
      policyWith({ silence: { after: '5m', then: 'rollback' } }),
      handMade({ isSilent: (number) => number > 60 }),
    ],
    ['that does not follow', policyWith(), handMade({ closed: false, faultInterval: 20 })],
  ])('%s', (_, policy, source) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { excessBad, ...expected } = writtenDown(policy, source, seed);
      const { excessBad: told, ...result } = rollOut(policy, source, seed);
      expect(result).toEqual(expected);
      expect(told).toBeCloseTo(excessBad, 9);
    }
  });
});

test('the cases above are not all alike', () => {
  const failing = rollOut(policyWith(), handMade({ faultInterval: 30 }), 1);
  expect(failing.delay?.requests).toBeGreaterThan(0);
  expect(failing.rollbacks.length).toBeGreaterThan(1);
  expect(rollOut(policyWith(), handMade(), 1).promoted).not.toBeNull();
  const quick = Array.from({ length: 20 }, (_, seed) =>
    rollOut(loose, handMade({ faultInterval: 100, faultRate: 0.03 }), seed),
  );
  expect(quick.some(({ falseRollback }) => falseRollback)).toBe(true);
});

test('labels that come late decide when they are complete', () => {
  const source = handMade({ late: 20, faultInterval: 10 });
  const { rollbacks, delay } = rollOut(policyWith({ lateness: '20m' }), source, 1);
  expect(rollbacks[0]?.time).toBe(from + ((rollbacks[0]?.tick ?? 0) + 20) * minute);
  expect(delay?.time).toBeGreaterThan(20 * minute);
});

test('traffic is asked for no more than can matter', () => {
  let asked = 0;
  const source = handMade({ faultInterval: 1, intervals: 10_000 });
  const counting: Source = {
    ...source,
    start: (seed) => {
      const course = source.start(seed);
      const next = (share: number) => {
        asked += 1;
        return course.next(share);
      };
      return { ...course, next };
    },
  };
  const result = rollOut(policyWith(), counting, 1);
  expect(result.rollbacks).toHaveLength(3);
  expect(asked).toBe(result.rollbacks[2]?.tick);
  expect(result.days).toBeCloseTo(10_000 / 1440, 9);
});

test('a canary that is out of service harms nobody, also where the traffic goes on', () => {
  const source = handMade({ closed: false, faultInterval: 1 });
  const once = policyWith({ hysteresis: { attempts: 1 } });
  const { delay, canaryRequests, excessBad } = rollOut(once, source, 1);
  expect(canaryRequests).toBe(delay?.requests);
  expect(excessBad).toBeCloseTo(0.08 * canaryRequests, 6);
});

test('a policy that calibrates is refused where traffic is over before that', () => {
  expect(() => rollOut(calibrating, handMade({ intervals: 50 }), 1)).toThrow(
    'the calibration of made is not over at the end of the traffic',
  );
});

test('an attempt begins in the interval after the calibration, with the canary in service', () => {
  const { canaryRequests, excessBad, faultyRequests } = rollOut(
    { ...calibrating, rollout: { ...calibrating.rollout, steps: [0.1], dwell: 3600 * minute } },
    handMade({ intervals: 61, faultInterval: 1 }),
    1,
  );
  // A tenth of 1,000 requests, of which 8 % more fail.
  expect(Math.abs(canaryRequests - 100)).toBeLessThan(5 * Math.sqrt(90));
  expect(faultyRequests).toBe(canaryRequests);
  expect(excessBad).toBeCloseTo(0.08 * canaryRequests, 9);
});
