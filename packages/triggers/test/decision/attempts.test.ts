import { describe, expect, test } from 'vitest';

import type { EvidenceDecision } from '../../src/decision/decisions.ts';
import { initialDecision } from '../../src/decision/initial.ts';
import { evidenceLines } from '../../src/decision/lines.ts';
import { policyWith } from '../support/policies.ts';
import { decisionsOf, runOf } from '../support/run.ts';
import { errorTick } from '../support/ticks.ts';

const policy = policyWith({
  hysteresis: { attempts: 3, cooldown: { first: 60_000, factor: 4 } },
});
const outage = Array.from({ length: 60 }, (_, index) => errorTick(index, [1000, 1000], [1000, 0]));

describe('a version that always fails', () => {
  const transitions = runOf(policy, outage);
  const decisions = decisionsOf(transitions);

  test('is tried as often as allowed, each time after a longer wait, then never again', () => {
    expect(decisions.map(({ action, tick, attempt }) => [action, tick, attempt])).toEqual([
      ['rollback', 1, 1],
      ['retry', 7, 2],
      ['rollback', 8, 2],
      ['retry', 32, 3],
      ['rollback', 33, 3],
    ]);
    expect(transitions.at(-1)?.state).toEqual({ ticks: 60, phase: 'quarantined' });
  });

  test('needs more evidence at each attempt, as each has half the risk of the one before', () => {
    const rollbacks = decisions.filter(({ action }) => action === 'rollback') as EvidenceDecision[];
    expect(rollbacks.map(({ threshold }) => threshold)).toEqual(
      [1, 2, 3].map((attempt) => evidenceLines(policy, attempt).trip),
    );
    const risks = rollbacks.map(({ threshold }) => Math.exp(-threshold));
    expect(risks.reduce((left, right) => left + right)).toBeCloseTo(0.01, 15);
    for (const { evidence, threshold } of rollbacks) {
      expect(evidence).toBeGreaterThanOrEqual(threshold);
    }
  });

  test('says how long it waits', () => {
    expect(transitions[0]?.state).toEqual({
      ticks: 1,
      phase: 'cooldown',
      attempt: 1,
      until: 70_000,
    });
    expect(transitions[7]?.state).toMatchObject({ phase: 'cooldown', until: 80_000 + 240_000 });
  });

  test('says nothing of evidence while it is out of service', () => {
    const inTrial = transitions.flatMap(({ evidence }, index) => (evidence ? [index + 1] : []));
    expect(inTrial).toEqual([1, 8, 33]);
  });
});

test('an attempt begins with no evidence: nothing of the last one or of the cooldown is left', () => {
  const transitions = runOf(policy, outage.slice(0, 7));
  const { state } = transitions.at(-1) ?? {};
  const now = 70_000;
  expect(state).toEqual({
    ...initialDecision(policy),
    ticks: 7,
    attempt: 2,
    since: now,
    heard: { canary: now, baseline: now },
    step: { index: 0, since: now, calmSince: now },
  });
});

test('with one attempt the first rollback is the last', () => {
  const once = policyWith({ hysteresis: { attempts: 1 } });
  const transitions = runOf(once, outage);
  expect(decisionsOf(transitions).map(({ action }) => action)).toEqual(['rollback']);
  expect(transitions.at(-1)?.state.phase).toBe('quarantined');
});

test('without a cooldown the next attempt begins with the next tick', () => {
  const impatient = policyWith({ hysteresis: { attempts: 2, cooldown: { first: 0, factor: 1 } } });
  const actions = decisionsOf(runOf(impatient, outage)).map(({ action, tick }) => [action, tick]);
  expect(actions).toEqual([
    ['rollback', 1],
    ['retry', 2],
    ['rollback', 3],
  ]);
});
