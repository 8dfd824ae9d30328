import { describe, expect, test } from 'vitest';

import type { HistogramGuardrail } from '../../src/policy/model.ts';
import { peerNamed } from '../../src/rules/against.ts';
import { flagger, type FlaggerOptions } from '../../src/rules/flagger.ts';
import { run, tick, ticks } from './ticks.ts';

/** What Flagger's own builtin check asks for: a success rate of at least 99 %. */
const successRate: FlaggerOptions = { worse: 'lower', limit: 0.99 };
const good = [99, 100] as const;
const bad = [98, 100] as const;
const silent = [0, 0] as const;

test('by default one failed check is enough', () => {
  expect(run(flagger, successRate, ticks([good, bad])).decision).toEqual({
    action: 'rollback',
    reason: 'failed checks (1) >= threshold (1): 0.98 < 0.99 (limit)',
    tick: 2,
  });
});

test("ten failed checks reach the threshold of ten of Flagger's own tests, good ones do not take any back", () => {
  const mixed = Array.from({ length: 10 }, () => [bad, good, good]).flat();
  const { decision, state } = run(flagger, { ...successRate, threshold: 10 }, ticks(mixed));
  expect(decision?.tick).toBe(28);
  expect(state).toEqual({ failedChecks: 10 });
});

test('a check without a value has failed', () => {
  expect(run(flagger, successRate, ticks([silent])).decision?.reason).toBe(
    'failed checks (1) >= threshold (1): no value',
  );
});

test('so has one that lacks the baseline to compare with', () => {
  const options: FlaggerOptions = { worse: 'lower', tolerance: { offset: 0, ratio: 1 } };
  expect(run(flagger, options, [tick(1, good, silent)]).decision?.action).toBe('rollback');
});

describe("Flagger's other builtin check: a p99 of the request duration of at most 500 ms", () => {
  const duration: HistogramGuardrail = {
    name: 'duration',
    type: 'histogram',
    worse: 'higher',
    unit: 'ms',
    edges: [100, 500, 1000],
    limits: [{ quantile: 0.99, bound: 500 }],
  };
  test.each([
    ['at 100 ms', [1000, 0, 0, 0], undefined],
    ['at 500 ms, in the interpolation of the query', [500, 490, 10, 0], undefined],
    ['beyond', [500, 480, 20, 0], '750 > 500 (limit)'],
    ['beyond the last edge, taken for that', [500, 480, 0, 20], '1000 > 500 (limit)'],
  ])('%s', (_, counts, failed) => {
    const started = peerNamed('flagger').start(duration, { canary: 'v13', baseline: 'v12' });
    if ('unjudged' in started) throw new Error(started.unjudged);
    const [rule, ...more] = started.rules;
    expect(more).toEqual([]);
    const sample = { edges: duration.edges, counts };
    const step = rule?.step({ from: 0, to: 60_000, versions: { v13: { duration: sample } } });
    const reason = failed && `failed checks (1) >= threshold (1): ${failed}`;
    expect(step?.decision?.reason).toBe(reason);
  });
});
