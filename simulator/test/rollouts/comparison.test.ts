import { peers, type ModelPolicy, type Tick } from '@lastgood/triggers';
import { describe, expect, test } from 'vitest';

import { Judge } from '../../src/replay/judge.ts';
import { PeerJudge } from '../../src/replay/peer-judge.ts';
import { compareRules } from '../../src/rollouts/comparison.ts';
import type { Source } from '../../src/traffic/source.ts';
import { calibrating, from, handMade, minute, policyWith, versions } from './hand-made.ts';

/** All ticks of a rollout whose canary keeps its share, and its requests in each of them. */
function recorded(
  policy: ModelPolicy,
  source: Source,
  seed: number,
): { ticks: Tick[]; canary: number[] } {
  const course = source.start(seed);
  const intervals = Array.from({ length: source.intervals }, (_, place) =>
    course.next(0.1, place * minute < policy.calibrate),
  );
  return {
    ticks: intervals.flatMap(({ ticks }) => ticks),
    canary: intervals.map(({ requests, ticks }) =>
      ticks.some(({ calibration }) => calibration) ? 0 : requests.canary,
    ),
  };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const cases: [string, ModelPolicy, Source][] = [
  ['healthy', policyWith(), handMade()],
  ['failing', policyWith(), handMade({ faultInterval: 30 })],
  ['failing from the start', policyWith(), handMade({ faultInterval: 1 })],
  ['worse, a little', policyWith(), handMade({ faultInterval: 30, faultRate: 0.03 })],
  [
    'after a recorded calibration',
    calibrating,
    handMade({ closed: false, calibrated: 60, faultInterval: 90 }),
  ],
  ['after a calibration', calibrating, handMade({ faultInterval: 90 })],
  ['late labels', policyWith({ lateness: '20m' }), handMade({ late: 20, faultInterval: 10 })],
];

describe.each(cases)('%s', (_, policy, source) => {
  const seeds = [1, 2, 3, 4, 5];

  test('the engine decides as in a replay of the same ticks', () => {
    for (const seed of seeds) {
      const { ticks } = recorded(policy, source, seed);
      const judge = new Judge(policy, versions);
      for (const tick of ticks) judge.see(tick);
      const { rollback } = judge.verdict();
      const [engine] = compareRules(policy, source, seed).rules;
      expect(engine).toMatchObject({
        rule: 'lastgood',
        decision: rollback ? 'rollback' : 'none',
        time: rollback?.time ?? null,
        tick: rollback?.tick ?? null,
        reason: rollback?.reason ?? null,
        unjudged: [],
      });
    }
  });

  test.each(peers.map(({ name }) => name))(
    '%s decides as in a replay of the same ticks',
    (name) => {
      for (const seed of seeds) {
        const { ticks } = recorded(policy, source, seed);
        const judge = new PeerJudge(name, policy, versions);
        for (const tick of ticks) if (!tick.calibration) judge.see(tick);
        const { canaryRequests: _, time, ...verdict } = judge.verdict();
        const { rules } = compareRules(policy, source, seed);
        expect(rules.find(({ rule }) => rule === name)).toMatchObject({
          ...verdict,
          time: time === null ? null : Date.parse(time),
        });
      }
    },
  );

  test('the rollout is as long as the traffic, however soon all have decided', () => {
    const compared = compareRules(policyWith(), source, 1);
    expect(compared.from).toBe(source.from);
    expect(compared.to - compared.from).toBe(source.intervals * policyWith().tick);
  });

  test('requests are counted until the decision, and from the fault on', () => {
    const { fault } = source.start(1);
    for (const seed of seeds) {
      const { canary } = recorded(policy, source, seed);
      for (const { decision, time, canaryRequests, delay, falseRollback } of compareRules(
        policy,
        source,
        seed,
      ).rules) {
        const until = time === null ? canary.length : (time - from) / minute;
        expect(canaryRequests).toBe(sum(canary.slice(0, until)));
        const isFalse = decision === 'rollback' && (fault === undefined || (time ?? 0) <= fault);
        expect(falseRollback).toBe(isFalse);
        if (decision !== 'rollback' || isFalse || fault === undefined) {
          expect(delay).toBeNull();
          continue;
        }
        const first = (fault - from) / minute;
        expect(delay).toEqual({
          time: (time ?? 0) - fault,
          requests: sum(canary.slice(first, until)),
        });
      }
    }
  });
});

test('the cases above have decisions of many kinds', () => {
  const all = cases.flatMap(([, policy, source]) => compareRules(policy, source, 1).rules);
  const kinds = new Set(all.map(({ decision, falseRollback }) => `${decision} ${falseRollback}`));
  expect(kinds).toContain('rollback false');
  expect(kinds).toContain('rollback true');
  expect(kinds).toContain('none false');
});

test('what a rule has nothing to say about is told with its reason', () => {
  const policy = policyWith({
    guardrails: { latency: { type: 'histogram', worse: 'higher', edges: [1, 2] } },
  });
  const unjudged = compareRules(policy, handMade({ intervals: 3 }), 1).rules.filter(
    ({ decision }) => decision === 'unjudged',
  );
  expect(unjudged.map(({ rule }) => rule)).toEqual(['growthbook', 'statsig', 'cusum']);
  expect(unjudged[0]?.unjudged).toEqual([
    { guardrail: 'latency', reason: 'has no sequential test for quantiles' },
  ]);
});

test('a policy that calibrates is refused where traffic is over before that', () => {
  expect(() => compareRules(calibrating, handMade({ intervals: 50 }), 1)).toThrow(
    'the calibration of made is not over at the end of the traffic',
  );
});
