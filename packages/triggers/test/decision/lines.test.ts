import { describe, expect, test } from 'vitest';

import type { DecisionState } from '../../src/decision/state.ts';
import { initialDecision } from '../../src/decision/initial.ts';
import { evidenceLines } from '../../src/decision/lines.ts';
import { transition } from '../../src/decision/transition.ts';
import { policyWith } from '../support/policies.ts';
import { decisionsOf, runOf } from '../support/run.ts';
import { errorTick, tickOf, versions } from '../support/ticks.ts';

const policy = policyWith({ hysteresis: { hold: 0.5, release: 0.25, attempts: 3 } });
const { trip, hold, release } = evidenceLines(policy, 1);

/** A trial whose evidence is known: every alternative has it, and their prior sums to 1. */
function trialAt(evidence: number, held: boolean): DecisionState {
  const state = initialDecision(policy);
  if (state.phase !== 'trial') throw new Error('a run begins with a trial');
  const [guardrail] = state.trial;
  if (!guardrail) throw new Error('there is a guardrail');
  const values = Array.from({ length: 6 }, () => 1);
  const checks = guardrail.checks.map((check) => ({
    ...check,
    spending: { steps: 1, scale: evidence, values },
  }));
  return { ...state, held: held ? ['evidence'] : [], trial: [{ ...guardrail, checks }] };
}

const nothingObserved = tickOf(0, {});

test('the lines are fractions of the trip evidence', () => {
  expect(trip).toBeCloseTo(Math.log(1 / (0.01 / 2 / (1 - 1 / 8))), 12);
  expect(hold).toBe(0.5 * trip);
  expect(release).toBe(0.25 * trip);
});

describe('what the evidence makes of a tick', () => {
  const little = 1e-9;
  test.each([
    ['none yet', -Infinity, false, undefined, false],
    ['below release', release - little, false, undefined, false],
    ['below hold', hold - little, false, undefined, false],
    ['at hold', hold, false, 'hold', true],
    ['beyond hold', hold + little, false, 'hold', true],
    ['below trip', trip - little, false, 'hold', true],
    ['beyond trip', trip + little, false, 'rollback', undefined],
    ['far beyond trip', 1e6, false, 'rollback', undefined],
    ['far below release', -1e6, true, 'release', false],
    ['below release', release - little, true, 'release', false],
    ['above release', release + little, true, undefined, true],
    ['below hold', hold - little, true, undefined, true],
    ['beyond hold', hold + little, true, undefined, true],
    ['below trip', trip - little, true, undefined, true],
    ['beyond trip', trip + little, true, 'rollback', undefined],
  ])('%s (%d), held: %s, is %s', (_, evidence, held, action, heldAfter) => {
    const from = evidence === -Infinity ? initialDecision(policy) : trialAt(evidence, held);
    const {
      state,
      decisions,
      evidence: told,
    } = transition(policy, versions, from, nothingObserved);
    expect(decisions.map((decision) => decision.action)).toEqual(action ? [action] : []);
    expect(state.phase === 'trial' ? state.held.includes('evidence') : undefined).toBe(heldAfter);
    expect(state.phase).toBe(action === 'rollback' ? 'cooldown' : 'trial');
    expect(told?.evidence).toBeCloseTo(evidence, 8);
    for (const decision of decisions) {
      expect(decision).toMatchObject({ tick: 1, time: 10_000, attempt: 1, guardrail: 'errors' });
      expect(decision).toHaveProperty('threshold', trip);
    }
  });

  test('between hold and release nothing is decided, however often it goes up and down', () => {
    const swings = Array.from({ length: 50 }, (_, index) =>
      transition(
        policy,
        versions,
        trialAt(index % 2 === 0 ? hold - 0.1 : release + 0.1, index % 4 < 2),
        nothingObserved,
      ),
    );
    expect(decisionsOf(swings)).toEqual([]);
  });
});

test('a run that drifts up, back and beyond is held, released, held and rolled back, once each', () => {
  const up = Array.from({ length: 6 }, () => [20, 1] as const);
  const back = Array.from({ length: 30 }, () => [20, 0] as const);
  const beyond = Array.from({ length: 5 }, () => [20, 2] as const);
  const canary = [...up, ...back, ...up, ...beyond];
  const ticks = canary.map((sample, index) => errorTick(index, sample, [380, 4]));
  const decisions = decisionsOf(runOf(policy, ticks));
  expect(decisions.map(({ action }) => action)).toEqual(['hold', 'release', 'hold', 'rollback']);
});

test('a late fault is told by the outcomes since the evidence was at rest, an early one by all', () => {
  const once = policyWith();
  const healthy = Array.from({ length: 200 }, (_, index) => errorTick(index, [100, 1], [1900, 19]));
  const fault = Array.from({ length: 40 }, (_, index) =>
    errorTick(200 + index, [100, 10], [1900, 19]),
  );
  const late = decisionsOf(runOf(once, [...healthy, ...fault])).at(-1);
  expect(late?.reason).toMatch(
    /^errors: since 1970-01-01T00:3\d:\d0\.000Z hits of v13 are (9|10)\.\d\d % \(.*\), of v12 1\.00 % .*; evidence/,
  );
  const early = decisionsOf(runOf(once, fault)).at(-1);
  expect(early?.reason).toMatch(/^errors: hits of v13 are 10\.00 % /);
});
