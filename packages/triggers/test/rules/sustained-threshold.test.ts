import { describe, expect, test } from 'vitest';

import {
  sustainedThreshold,
  type SustainedThresholdOptions,
} from '../../src/rules/sustained-threshold.ts';
import { repeated, run, tick, ticks } from './ticks.ts';

const bad = [6, 100] as const;
const between = [4, 100] as const;
const good = [2, 100] as const;
const tooFew = [9, 9] as const;

/** Above 5 % for half a minute, ticks of ten seconds. */
const forLong: SustainedThresholdOptions = { worse: 'higher', limit: 0.05, for: 30_000 };

describe('for a time', () => {
  test('trips when every tick has been beyond the limit for that long', () => {
    expect(run(sustainedThreshold, forLong, ticks([good, bad, bad, bad])).decision).toEqual({
      action: 'rollback',
      reason: 'beyond the limit 0.05 for 30s, last 0.06',
      tick: 4,
    });
  });

  test('begins anew after a tick within the limit', () => {
    const { decision } = run(sustainedThreshold, forLong, ticks([bad, bad, good, bad, bad, bad]));
    expect(decision?.tick).toBe(6);
  });

  test('a value on the limit is within it', () => {
    expect(run(sustainedThreshold, forLong, ticks(repeated(9, [5, 100]))).decision).toBe(undefined);
  });

  test('time for which there is no tick does not count', () => {
    const apart = [tick(1, bad), tick(100, bad), tick(200, bad)];
    expect(run(sustainedThreshold, forLong, apart.slice(0, 2)).decision).toBeUndefined();
    expect(run(sustainedThreshold, forLong, apart).decision?.tick).toBe(3);
  });
});

describe('with clear', () => {
  const options: SustainedThresholdOptions = { ...forLong, clear: 0.03 };

  test('does not come to rest between the limit and clear', () => {
    const { decision } = run(sustainedThreshold, options, ticks([bad, between, bad]));
    expect(decision?.tick).toBe(3);
  });

  test('comes to rest at clear', () => {
    const rested = ticks([bad, bad, [3, 100], bad, bad]);
    expect(run(sustainedThreshold, options, rested).decision).toBeUndefined();
  });

  test('what never passed the limit is not beyond it', () => {
    expect(run(sustainedThreshold, options, ticks(repeated(9, between))).decision).toBe(undefined);
  });
});

describe('of the last ticks', () => {
  const threeOfFive: SustainedThresholdOptions = { worse: 'higher', limit: 0.05, of: [3, 5] };

  test('trips at three of five', () => {
    const { decision } = run(sustainedThreshold, threeOfFive, ticks([bad, good, bad, good, bad]));
    expect(decision).toMatchObject({
      tick: 5,
      reason: 'beyond the limit 0.05 in 3 of the last 5 ticks, last 0.06',
    });
  });

  test('forgets what is longer ago', () => {
    const { decision, state } = run(
      sustainedThreshold,
      threeOfFive,
      ticks([bad, bad, good, good, good, bad, good, bad]),
    );
    expect(decision).toBeUndefined();
    expect(state.recent).toEqual([false, false, true, false, true]);
  });
});

describe('minCount', () => {
  const options: SustainedThresholdOptions = { ...forLong, minCount: 10 };

  test('a tick with fewer outcomes neither counts nor resets', () => {
    const few = ticks([tooFew, tooFew, tooFew, bad, tooFew, bad, [0, 9], bad]);
    expect(run(sustainedThreshold, options, few).decision?.tick).toBe(8);
  });
});

test('for a metric that must not fall, the other way round', () => {
  const least: SustainedThresholdOptions = {
    worse: 'lower',
    limit: 0.85,
    clear: 0.87,
    of: [2, 2],
  };
  const { decision } = run(
    sustainedThreshold,
    least,
    ticks([
      [84, 100],
      [87, 100],
      [84, 100],
    ]),
  );
  expect(decision).toBeUndefined();
  const falling = ticks([
    [84, 100],
    [86, 100],
  ]);
  expect(run(sustainedThreshold, least, falling).decision?.tick).toBe(2);
});
