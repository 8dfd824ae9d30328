import { describe, expect, test } from 'vitest';

import { mismatchLine } from '../../../src/decision/phases/mismatch.ts';
import type { Tick } from '../../../src/ticks/tick.ts';
import { errors, policyWith } from '../../support/policies.ts';
import { seeded, binomial } from '../../support/random.ts';
import { decisionsOf, runOf } from '../../support/run.ts';
import { errorTick, type Sample } from '../../support/ticks.ts';

const policy = policyWith({
  rest: { rollout: { steps: [0.1, 0.5, 1], dwell: 60_000, holdback: 0 } },
});
const weights = { v12: 90, v13: 10 };

function weighed(index: number, canary: Sample, baseline: Sample): Tick {
  return { ...errorTick(index, canary, baseline), weights };
}
const ticks = (count: number, canary: Sample, baseline: Sample): Tick[] =>
  Array.from({ length: count }, (_, index) => weighed(index, canary, baseline));

describe('versions that are not selected as their weights say', () => {
  const run = runOf(policy, ticks(30, [300, 300], [900, 0]));
  const decisions = decisionsOf(run);

  test('are held, whatever the outcomes are, and nothing is rolled back', () => {
    expect(decisions.map(({ action, cause }) => [action, cause])).toEqual([
      ['hold', 'sample-ratio'],
    ]);
    expect(run.at(-1)?.state).toMatchObject({ phase: 'trial', held: ['sample-ratio'] });
  });

  test('are told in numbers', () => {
    expect(decisions[0]).toMatchObject({ threshold: mismatchLine });
    expect(mismatchLine).toBeCloseTo(Math.log(1000), 12);
    expect(decisions[0]?.reason).toMatch(
      /^v13 was selected for 25 % of 1,200 requests, and its weight is 10 %: the comparisons are void; evidence \d+\.\d\d >= 6\.91$/,
    );
  });

  test('are compared again, from no evidence, when a person releases them', () => {
    const release = { action: 'release', time: 300_000 } as const;
    const fair = Array.from({ length: 3 }, (_, index) => weighed(30 + index, [100, 100], [900, 0]));
    const after = runOf(policy, [release, ...fair], run.at(-1)?.state);
    expect(decisionsOf(after).map(({ action, cause }) => [action, cause])).toEqual([
      ['release', 'person'],
      ['rollback', 'evidence'],
    ]);
    expect(after[0]?.state).toMatchObject({ held: [] });
  });

  test('stay held by evidence that was there before, since none is left to release them by', () => {
    const suspicious = [...ticks(1, [100, 1], [900, 9]), ...ticks(1, [100, 8], [900, 9])];
    const run = runOf(policy, [...suspicious, ...ticks(30, [300, 300], [900, 0])]);
    const decisions = decisionsOf(run);
    expect(decisions.map(({ action, cause }) => [action, cause])).toEqual([
      ['hold', 'evidence'],
      ['hold', 'sample-ratio'],
    ]);
    expect(run.at(-1)?.state).toMatchObject({ held: ['evidence', 'sample-ratio'] });
  });

  test('have their limits judged all the same', () => {
    const limited = policyWith({ guardrails: [{ ...errors, limit: { bound: 0.5 } }] });
    const actions = decisionsOf(runOf(limited, ticks(30, [300, 300], [900, 0])));
    expect(actions.map(({ action, cause }) => [action, cause])).toEqual([
      ['hold', 'sample-ratio'],
      ['rollback', 'evidence'],
    ]);
    expect(actions[1]?.reason).toMatch(/^errors: .*limit|^errors: .*acceptable/);
  });
});

describe('is not looked at', () => {
  test.each<[string, Tick[], Parameters<typeof policyWith>[0]]>([
    ['without weights', Array.from({ length: 30 }, (_, i) => errorTick(i, [300, 3], [900, 9])), {}],
    ['where users are drawn', ticks(30, [300, 3], [900, 9]), { rest: { randomise: 'user' } }],
  ])('%s', (_, all, choice) => {
    const causes = decisionsOf(runOf(policyWith(choice), all)).map(({ cause }) => cause);
    expect(causes).not.toContain('sample-ratio');
  });
});

test('versions that are selected as they should be are held once in a thousand rollouts at most', () => {
  let held = 0;
  for (let seed = 1; seed <= 300; seed += 1) {
    const uniform = seeded(seed);
    const fair = Array.from({ length: 60 }, (_, index) => {
      const canary = binomial(uniform, 1000, 0.1);
      return weighed(index, [canary, 0], [1000 - canary, 0]);
    });
    const decisions = decisionsOf(runOf(policyWith(), fair));
    if (decisions.some(({ cause }) => cause === 'sample-ratio')) held += 1;
  }
  // P(3 or more of 300 at .001) is .004.
  expect(held).toBeLessThanOrEqual(2);
});

test('a weight that changes is a new stratum: the ratio follows it', () => {
  const changing = Array.from({ length: 40 }, (_, index) =>
    index % 2 === 0
      ? { ...errorTick(index, [100, 1], [900, 9]), weights }
      : { ...errorTick(index, [500, 5], [500, 5]), weights: { v12: 0.5, v13: 0.5 } },
  );
  expect(decisionsOf(runOf(policyWith(), changing)).map(({ cause }) => cause)).not.toContain(
    'sample-ratio',
  );
});

test('of a tick that comes in parts, the first part alone is counted', () => {
  const labels = { ...errors, name: 'labels', lateness: 10_000 };
  const two = policyWith({ guardrails: [errors, labels] });
  const first = ticks(60, [18, 0], [90, 0]);
  const parts = first.flatMap((tick) => {
    const { v12 = {}, v13 = {} } = tick.versions;
    const late = { labels: { count: 18, hits: 0 } };
    return [
      tick,
      {
        ...tick,
        lateness: 10_000,
        versions: { v12: { ...v12, ...late }, v13: { ...v13, ...late } },
      },
    ];
  });
  const tickOfHold = (all: readonly Tick[]): number | undefined =>
    decisionsOf(runOf(two, all)).find(({ cause }) => cause === 'sample-ratio')?.tick;
  expect(tickOfHold(first)).toBeDefined();
  expect(tickOfHold(parts)).toBe(tickOfHold(first));
});
