import { describe, expect, test } from 'vitest';

import { argoRollouts, type ArgoRolloutsOptions } from '../../src/rules/argo-rollouts.ts';
import { repeated, run, tick, ticks } from './ticks.ts';

const worse = 'higher';
const limit: ArgoRolloutsOptions = { worse, limit: 0.05 };
const good = [1, 100] as const;
const bad = [6, 100] as const;
const silent = [0, 0] as const;

describe("as Argo's own tests of an assessment have it", () => {
  test('failed (1) > failureLimit (0)', () => {
    expect(run(argoRollouts, limit, ticks([bad])).decision).toEqual({
      action: 'rollback',
      reason: 'failed (1) > failureLimit (0): 0.06 > 0.05 (limit)',
      tick: 1,
    });
  });

  test('three failures are too many for a failureLimit of 2, and not for 3', () => {
    const three = ticks([bad, bad, bad]);
    const { decision } = run(argoRollouts, { ...limit, failureLimit: 2 }, three);
    expect(decision).toMatchObject({ action: 'rollback', tick: 3 });
    expect(run(argoRollouts, { ...limit, failureLimit: 3 }, three).decision).toBeUndefined();
  });

  test('three inconclusive measurements are too many for an inconclusiveLimit of 2, and pause', () => {
    const options: ArgoRolloutsOptions = { worse, tolerance: { offset: 0, ratio: 1 } };
    const three = [1, 2, 3].map((number) => tick(number, good, silent));
    const { decision } = run(argoRollouts, { ...options, inconclusiveLimit: 2 }, three);
    expect(decision).toMatchObject({ action: 'hold', tick: 3 });
    expect(run(argoRollouts, { ...options, inconclusiveLimit: 3 }, three).decision).toBeUndefined();
    expect(run(argoRollouts, options, three).decision).toMatchObject({ action: 'hold', tick: 1 });
  });

  test('four errors in a row are tolerated, the fifth aborts', () => {
    const { decision } = run(argoRollouts, limit, ticks(repeated(5, silent)));
    expect(decision).toEqual({
      action: 'rollback',
      reason: 'consecutive errors (5) > consecutiveErrorLimit (4): no value',
      tick: 5,
    });
  });
});

test('a value between errors begins their count anew', () => {
  const four = repeated(4, silent);
  expect(run(argoRollouts, limit, ticks([...four, good, ...four])).decision).toBeUndefined();
});

test('failures add up, however many good ticks are between', () => {
  const options = { ...limit, failureLimit: 1 };
  const days = ticks([bad, ...repeated(1000, good), bad]);
  expect(run(argoRollouts, options, days).decision?.tick).toBe(1002);
});

test('a tick fails beyond the tolerance of what the baseline did in it', () => {
  const options: ArgoRolloutsOptions = { worse, tolerance: { offset: 0, ratio: 1.1 } };
  expect(run(argoRollouts, options, [tick(1, [110, 1000], [100, 1000])]).decision).toBeUndefined();
  expect(run(argoRollouts, options, [tick(1, [111, 1000], [100, 1000])]).decision?.reason).toBe(
    "failed (1) > failureLimit (0): 0.111 > 0.11, acceptable beside the baseline's 0.1",
  );
});
