import { expect, test } from 'vitest';

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
