import { describe, expect, test } from 'vitest';

import { answersOf } from '../../../src/decision/answers.ts';
import { evidenceLines } from '../../../src/decision/lines.ts';
import { initialDecision } from '../../../src/decision/initial.ts';
import { attemptRisk } from '../../../src/decision/risk.ts';
import { calibratedProportion, proportionFactor } from '../../../src/evidence/calibration.ts';
import type { Guardrail } from '../../../src/policy/model.ts';
import type { Tick } from '../../../src/ticks/tick.ts';
import { errors, policyWith } from '../../support/policies.ts';
import { decisionsOf, runOf } from '../../support/run.ts';
import { guardrailOf, ownEvidences } from '../../support/spending.ts';
import { errorTick, tickOf, type Sample, versions } from '../../support/ticks.ts';

const rest = { randomise: 'user', calibrate: 60_000 } as const;
const policy = policyWith({ rest, hysteresis: { attempts: 2 } });

function calibration(index: number, canary: Sample, baseline: Sample): Tick {
  return { ...errorTick(index, canary, baseline), calibration: true };
}
/** Six ticks, of which the canary's group makes more bad. */
const learnt = Array.from({ length: 6 }, (_, index) => calibration(index, [500, 10], [9500, 95]));
const after = (count: number, canary: Sample, baseline: Sample): Tick[] =>
  Array.from({ length: count }, (_, index) => errorTick(6 + index, canary, baseline));

const groups = { canary: { count: 3000, bad: 60 }, baseline: { count: 57_000, bad: 570 } };
const factor = proportionFactor(groups, attemptRisk(policy, 1) / 2);

describe('a calibration', () => {
  test('lasts as long as the policy says, then the first attempt begins', () => {
    const run = runOf(policy, [...learnt, ...after(1, [500, 10], [9500, 95])]);
    expect(run[5]?.state).toMatchObject({ phase: 'calibration', ticks: 6 });
    expect(run[6]?.state).toMatchObject({ phase: 'trial', ticks: 7, attempt: 1, since: 60_000 });
    expect(decisionsOf(run)).toEqual([
      {
        action: 'start',
        cause: 'time',
        time: 60_000,
        tick: 7,
        attempt: 1,
        weight: 0.05,
        reason: `both groups were served v12: errors of the users of v13 are at most ${+factor.toPrecision(4)} times as bad (for 1m): attempt 1 of 2 begins`,
      },
    ]);
  });

  test('ends by the clock as well', () => {
    const run = runOf(policy, [...learnt, { now: 59_999 }, { now: 60_000 }]);
    expect(run.map(({ state }) => state.phase).slice(-2)).toEqual(['calibration', 'trial']);
  });

  test('waits for the labels of its time', () => {
    const late = policyWith({
      rest,
      guardrails: [errors, { ...errors, name: 'labels', lateness: 30_000 }],
    });
    const run = runOf(late, [...learnt, { now: 89_999 }, { now: 90_000 }]);
    expect(run.map(({ state }) => state.phase).slice(-2)).toEqual(['calibration', 'trial']);
  });

  test('tolerates on top what the groups may differ by themselves', () => {
    const ticks = after(20, [500, 12], [9500, 95]);
    const tolerance = calibratedProportion({ relative: 0, absolute: 0 }, factor);
    const wider = policyWith({
      guardrails: [{ ...errors, ...(tolerance && { tolerance }) }],
    });
    const own = runOf(policy, [...learnt, ...ticks]).at(-1)?.state;
    const expected = runOf(wider, ticks).at(-1)?.state;
    if (!own || !expected) throw new Error('there is a state');
    expect(ownEvidences(policy, own)).toEqual(ownEvidences(wider, expected));
  });

  test('spends half of the attempt, and the evidence has the other half', () => {
    const { trip } = evidenceLines(policy, 1);
    expect(trip).toBeCloseTo(-Math.log(attemptRisk(policy, 1) / 2), 12);
  });

  test('ignores ticks that were none, and a trial ignores those that were', () => {
    const without = runOf(policy, [...learnt, errorTick(0, [500, 500], [500, 0])]).at(-1)?.state;
    expect(without?.calibration?.[0]?.canary).toEqual({ count: 3000, hits: 60 });
    const trial = runOf(policyWith(), learnt).at(-1)?.state;
    expect(guardrailOf(trial, 'errors').block).toBeNull();
    expect(trial?.ticks).toBe(6);
  });

  test('is kept for the attempts that follow, each at its own level', () => {
    const outage = after(1, [500, 500], [9500, 95]);
    const run = runOf(policy, [...learnt, ...outage, { now: 10_000_000 }]);
    expect(decisionsOf(run).map(({ action }) => action)).toEqual(['start', 'rollback', 'retry']);
    expect(run.at(-1)?.state).toMatchObject({ phase: 'trial', attempt: 2 });
    expect(run.at(-1)?.state.calibration).toEqual(run[5]?.state.calibration);
  });
});

describe('what cannot be calibrated', () => {
  const latency: Guardrail = {
    name: 'latency',
    type: 'histogram',
    worse: 'higher',
    edges: [1, 2],
    tolerance: { relative: 0 },
  };

  test('is compared as it is', () => {
    const state = initialDecision(policyWith({ rest, guardrails: [errors, latency] }));
    expect(state.calibration?.map(({ name }) => name)).toEqual(['errors']);
  });

  test('for want of bad outcomes is not compared at all, and said so', () => {
    const none = Array.from({ length: 6 }, (_, index) => calibration(index, [500, 0], [9500, 0]));
    const run = runOf(policy, [...none, ...after(5, [500, 500], [9500, 0])]);
    const decisions = decisionsOf(run);
    expect(decisions.map(({ action }) => action)).toEqual(['start']);
    expect(decisions[0]?.reason).toContain('errors cannot be compared, since too little was bad');
  });

  test('is nothing where each request is drawn anew', () => {
    expect(initialDecision(policyWith({ rest: { calibrate: 60_000 } })).phase).toBe('trial');
  });
});

test('a state of a calibration survives JSON', () => {
  const inputs = [...learnt, ...after(5, [500, 12], [9500, 95]), tickOf(20, {})];
  let state = initialDecision(policy);
  for (const [index, result] of runOf(policy, inputs).entries()) {
    const [resumed] = runOf(policy, inputs.slice(index, index + 1), state);
    expect(resumed).toEqual(result);
    state = JSON.parse(JSON.stringify(result.state)) as typeof state;
  }
});

describe('without anything learnt', () => {
  const alone = Array.from({ length: 6 }, (_, index) => errorTick(index, [1, 0], [1, 0]));

  test('from the source, the canary is not tried', () => {
    const run = runOf(policy, [...alone, { now: 10_000_000 }]);
    expect(decisionsOf(run)).toEqual([]);
    expect(run.at(-1)?.state.phase).toBe('calibration');
  });

  test('from what was bad, the answer is unknown and the canary is not promoted', () => {
    const rollout = { steps: [0.05, 1], dwell: 10_000, holdback: 0.01 };
    const promoting = policyWith({ rest: { ...rest, rollout } });
    const none = Array.from({ length: 6 }, (_, index) => calibration(index, [500, 0], [9500, 0]));
    const run = runOf(promoting, [...none, ...after(60, [500, 250], [9500, 0])]);
    expect(decisionsOf(run).map(({ action }) => action)).toEqual(['start']);
    const { state } = run.at(-1) ?? {};
    expect(state && answersOf(promoting, versions, state, 660_000)).toEqual([
      {
        guardrail: 'errors',
        answer: 'unknown',
        reason: 'too little was bad while the users were calibrated: it cannot be compared',
      },
    ]);
  });
});

test('after a promotion the comparisons are void, since other users have joined the canary', () => {
  const rollout = { steps: [0.05, 1], dwell: 10_000, holdback: 0.01 };
  const promoting = policyWith({ rest: { ...rest, rollout } });
  const healthy = after(40, [500, 5], [9500, 95]);
  const promoted = runOf(promoting, [...learnt, ...healthy]);
  expect(promoted.at(-1)?.state.phase).toBe('watch');
  const outage = Array.from({ length: 10 }, (_, index) =>
    errorTick(46 + index, [500, 500], [9500, 0]),
  );
  expect(decisionsOf(runOf(promoting, outage, promoted.at(-1)?.state))).toEqual([]);
});
