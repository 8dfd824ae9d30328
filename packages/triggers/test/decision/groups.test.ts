import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { totalOf } from '../../src/decision/guardrail-state.ts';
import { unpacked } from '../../src/decision/packed.ts';
import { planOf } from '../../src/decision/plan.ts';
import type { Tick } from '../../src/ticks/tick.ts';
import { errors, policyWith } from '../support/policies.ts';
import { decisionsOf, runOf } from '../support/run.ts';
import { guardrailOf, ownEvidences, spendingOf } from '../support/spending.ts';
import { tickOf, type Sample } from '../support/ticks.ts';

const day = 86_400_000;
const accuracy = { ...errors, name: 'accuracy', worse: 'lower', lateness: day } as const;
const policy = policyWith({ guardrails: [errors, accuracy], falseRollback: 1e-6 });

const early = (index: number, canary: Sample, baseline: Sample): Tick =>
  tickOf(index, { errors: { canary, baseline } });
const late = (index: number, canary: Sample, baseline: Sample): Tick => ({
  ...tickOf(index, { accuracy: { canary, baseline } }),
  lateness: day,
});

describe('guardrails that mature at different times', () => {
  test('form groups, from the shortest lateness to the longest', () => {
    const third = { ...errors, name: 'loss', lateness: 0 };
    const { groups } = planOf(policyWith({ guardrails: [accuracy, errors, third] }));
    expect(
      groups.map(({ lateness, members }) => [lateness, members.map((m) => m.guardrail.name)]),
    ).toEqual([
      [0, ['errors', 'loss']],
      [day, ['accuracy']],
    ]);
  });

  test('share the risk but are never added up: the evidence is the largest of the groups', () => {
    const ticks = [
      early(0, [100, 4], [100, 1]),
      early(1, [100, 4], [100, 1]),
      late(0, [100, 60], [100, 80]),
      late(1, [100, 60], [100, 80]),
    ];
    for (const { state, evidence } of runOf(policy, ticks)) {
      const [first = NaN, second = NaN] = ownEvidences(policy, state);
      expect(evidence?.evidence).toBeCloseTo(Math.max(first, second) - Math.log(2), 10);
    }
  });

  test('each have their own blocks', () => {
    const run = runOf(policy, [early(0, [100, 1], [100, 1]), late(0, [5, 0], [100, 1])]);
    const { state } = run.at(-1) ?? {};
    expect(spendingOf(guardrailOf(state, 'errors'))?.steps).toBe(1);
    expect(spendingOf(guardrailOf(state, 'accuracy'))?.steps).toBe(0);
    expect(guardrailOf(state, 'accuracy').block?.outcomes).toEqual({
      canary: { count: 5, hits: 0 },
      baseline: { count: 100, hits: 1 },
    });
  });

  test('decide when their outcomes are complete, and only the first part counts as a tick', () => {
    const failing = Array.from({ length: 30 }, (_, index) => late(index, [100, 20], [100, 90]));
    const healthy = Array.from({ length: 30 }, (_, index) => early(index, [100, 1], [100, 1]));
    const decisions = decisionsOf(runOf(policy, [...healthy, ...failing]));
    const rollback = decisions.find(({ action }) => action === 'rollback');
    expect(rollback).toMatchObject({ guardrail: 'accuracy', tick: 30 });
    expect(rollback?.time).toBeGreaterThan(day);
    expect(rollback?.reason).toMatch(/^accuracy: misses of v13 are 80\.00 %/);
  });
});

test('a tick of everything at once is the same for each group as two ticks of its parts', () => {
  const sample = fc.tuple(fc.nat(40), fc.nat(40)).map(([a, b]): Sample => [a + b, a]);
  const pair = fc.record({ canary: sample, baseline: sample });
  const both = fc.array(fc.record({ errors: pair, accuracy: pair }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(both, (all) => {
      const together = all.map((metrics, index) => tickOf(index, metrics));
      const apart = [
        ...all.map(({ errors: e }, index) => early(index, e.canary, e.baseline)),
        ...all.map(({ accuracy: a }, index) => late(index, a.canary, a.baseline)),
      ];
      const quiet = policyWith({ guardrails: [errors, accuracy], falseRollback: 1e-300 });
      const evidences = [together, apart].map((ticks) => {
        const { state } = runOf(quiet, ticks).at(-1) ?? {};
        return state ? ownEvidences(quiet, state) : [];
      });
      expect(evidences[0]).toEqual(evidences[1]);
    }),
    { seed: 41, numRuns: 200 },
  );
});

test('labels of the time before an attempt do not count for it', () => {
  const retried = policyWith({
    guardrails: [errors, accuracy],
    hysteresis: { attempts: 2, cooldown: { first: 10_000, factor: 1 } },
    rest: { silence: { after: 7 * day, then: 'hold' } },
  });
  const outage = early(0, [1000, 1000], [1000, 0]);
  const run = runOf(retried, [
    outage,
    early(1, [0, 0], [1000, 0]),
    early(2, [1000, 1], [1000, 1]),
    late(0, [1000, 0], [1000, 1000]),
  ]);
  expect(decisionsOf(run).map(({ action }) => action)).toEqual(['rollback', 'retry']);
  const { state } = run.at(-1) ?? {};
  expect(totalOf(accuracy, guardrailOf(state, 'accuracy')).canary).toEqual({ count: 0, hits: 0 });
});

describe('a block ends early', () => {
  const weighed = (index: number, share: number, canary: Sample): Tick => ({
    ...early(index, canary, [100, 1]),
    weights: { v12: 1 - share, v13: share },
  });

  test('when the weight changes, so that it is the same within a block', () => {
    const same = [weighed(0, 0.05, [4, 0]), weighed(1, 0.05, [4, 0])];
    const other = [weighed(0, 0.05, [4, 0]), weighed(1, 0.5, [4, 0])];
    const blocks = (ticks: readonly Tick[]): unknown => {
      const state = guardrailOf(runOf(policy, ticks).at(-1)?.state, 'errors');
      return [
        spendingOf(state)?.steps,
        state.block && unpacked(errors, state.block.outcomes).canary,
      ];
    };
    expect(blocks(same)).toEqual([0, { count: 8, hits: 0 }]);
    expect(blocks(other)).toEqual([1, { count: 4, hits: 0 }]);
  });

  test('where only the scale of the weights changes, it does not', () => {
    const ticks = [
      { ...early(0, [4, 0], [100, 1]), weights: { v12: 90, v13: 10 } },
      { ...early(1, [4, 0], [100, 1]), weights: { v12: 0.9, v13: 0.1 } },
    ];
    const state = guardrailOf(runOf(policy, ticks).at(-1)?.state, 'errors');
    expect(spendingOf(state)?.steps).toBe(0);
  });
});
