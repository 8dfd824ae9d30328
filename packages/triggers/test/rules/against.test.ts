import { describe, expect, test } from 'vitest';

import { LastgoodError, type Guardrail, type Tick } from '../../src/index.ts';
import { peerRules, ruleTick, startRule, type RunningRule } from '../../src/rules/against.ts';
import { cusum } from '../../src/rules/cusum.ts';
import type { RuleDecision } from '../../src/rules/rule.ts';

const errors: Guardrail = {
  name: 'errors',
  type: 'proportion',
  worse: 'higher',
  tolerance: { relative: 0.1, absolute: 0.01 },
  harm: { relative: 0.5, absolute: 0.05 },
};
const accuracy: Guardrail = { ...errors, name: 'accuracy', worse: 'lower' };
const versions = { canary: 'v13', baseline: 'v12' };
const all = ['argo', 'flagger', 'kayenta', 'growthbook', 'statsig'];

type Hits = readonly [hits: number, count: number];

/** `count` ticks of ten seconds in which a metric always is the same. */
function recording(metric: string, count: number, canary: Hits, baseline: Hits): Tick[] {
  const sample = ([hits, count]: Hits): { [metric: string]: { hits: number; count: number } } => ({
    [metric]: { hits, count },
  });
  return Array.from({ length: count }, (_, index) => ({
    from: index * 10_000,
    to: (index + 1) * 10_000,
    versions: { v13: sample(canary), v12: sample(baseline) },
  }));
}

/** What each rule decides first, and at which tick. */
function decisions(
  guardrail: Guardrail,
  ticks: readonly Tick[],
): Record<string, { tick: number; action: RuleDecision['action'] } | undefined> {
  return Object.fromEntries(
    peerRules(all, guardrail).map((begin) => {
      let rule: RunningRule = begin;
      for (const [index, tick] of ticks.entries()) {
        const step = rule.step(ruleTick(guardrail, versions, tick));
        if (step.decision) return [rule.name, { tick: index + 1, action: step.decision.action }];
        ({ rule } = step);
      }
      return [rule.name, undefined];
    }),
  );
}

describe("the peers' rules, side by side", () => {
  test('each decides on its own, at its own time', () => {
    // 4 % against 2 %, where up to 3.2 % is acceptable.
    const worse = decisions(errors, recording('errors', 60, [8, 200], [8, 400]));
    expect(worse['argo']).toEqual({ tick: 1, action: 'rollback' });
    expect(worse['flagger']).toEqual({ tick: 1, action: 'rollback' });
    expect(worse['kayenta']).toEqual({ tick: 30, action: 'rollback' });
    expect(worse['growthbook']).toEqual({ tick: 5, action: 'rollback' });
    expect(worse['statsig']).toEqual({ tick: 9, action: 'rollback' });
  });

  test('a metric with the name of what every object inherits was not observed either', () => {
    const named = { ...errors, name: 'constructor' };
    const [tick] = recording('errors', 1, [8, 200], [8, 400]);
    if (!tick) throw new Error('a recording without ticks');
    expect(ruleTick(named, versions, tick).canary.count).toBe(0);
  });

  test('fewer hits are worse where misses count', () => {
    const fewer = decisions(accuracy, recording('accuracy', 60, [160, 200], [360, 400]));
    for (const name of all) expect(fewer[name]?.action).toBe('rollback');
    const more = decisions(accuracy, recording('accuracy', 60, [190, 200], [360, 400]));
    for (const name of all) expect(more[name]).toBeUndefined();
  });

  test('tolerance counts misses: up to 0.01 + 1.1 * 0.1 = 0.12 of them', () => {
    const within = recording('accuracy', 20, [88, 100], [90, 100]);
    expect(decisions(accuracy, within)['argo']).toBeUndefined();
    const beyond = recording('accuracy', 20, [87, 100], [90, 100]);
    expect(decisions(accuracy, beyond)['argo']).toEqual({ tick: 1, action: 'rollback' });
  });

  test('none speaks against a canary that is like its baseline', () => {
    const same = decisions(errors, recording('errors', 200, [2, 100], [2, 100]));
    for (const name of all) expect(same[name]).toBeUndefined();
  });

  test('a metric that was never observed', () => {
    const silent = decisions(errors, recording('latency', 60, [2, 100], [2, 100]));
    expect(silent).toEqual({
      argo: { tick: 5, action: 'rollback' },
      flagger: { tick: 1, action: 'rollback' },
      kayenta: { tick: 30, action: 'rollback' },
      growthbook: undefined,
      statsig: undefined,
    });
  });
});

test.each(['spinnaker', '', 'Argo', 'constructor'])('there is no rule "%s"', (name) => {
  const attempt = (): unknown => peerRules(['argo', name], errors);
  expect(attempt).toThrow(LastgoodError);
  expect(attempt).toThrow(
    `there is no rule "${name}": there is argo, flagger, kayenta, growthbook, statsig`,
  );
});

test('a running rule never changes: a step can be taken again', () => {
  const begin = startRule(cusum, { worse: 'higher' });
  const [first, second] = recording('errors', 2, [20, 100], [2, 100]).map((tick) =>
    ruleTick(errors, versions, tick),
  );
  if (!first || !second) throw new Error('there are two ticks');
  const once = begin.step(first).rule;
  expect(begin.step(first).decision).toBeUndefined();
  expect(once.step(second).decision?.reason).toBe(
    begin.step(first).rule.step(second).decision?.reason,
  );
  expect(once.step(second).decision).toBeDefined();
});
