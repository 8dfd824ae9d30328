import { expect, test } from 'vitest';

import { zTest } from '../../src/rules/z-test.ts';
import { seeded } from '../support/random.ts';
import { run, tick } from './ticks.ts';

// Pooled rate 30 / 1000, z = (0.04 - 0.02) / sqrt(0.03 * 0.97 * (1 / 500 + 1 / 500)) = 1.8537646.
const twice = [tick(1, [20, 500], [10, 500])];

test('the p-value of the two-proportion z-test', () => {
  expect(run(zTest, { worse: 'higher', alpha: 0.05 }, twice).decision?.reason).toBe(
    'p-value 0.03189 < 0.05',
  );
  expect(run(zTest, { worse: 'higher' }, twice).decision).toBeUndefined();
  expect(run(zTest, { worse: 'lower', alpha: 0.5 }, twice).decision).toBeUndefined();
});

test('all outcomes so far count', () => {
  const half = [tick(1, [10, 250], [5, 250]), tick(2, [10, 250], [5, 250])];
  expect(run(zTest, { worse: 'higher', alpha: 0.05 }, half).decision).toMatchObject({
    tick: 2,
    reason: 'p-value 0.03189 < 0.05',
  });
});

test('looking at every tick finds a fault in far more healthy rollouts than one look does', () => {
  const next = seeded(3);
  const hits = (count: number): number => {
    let sum = 0;
    for (let i = 0; i < count; i += 1) if (next() < 0.01) sum += 1;
    return sum;
  };
  let alarms = 0;
  for (let rollout = 0; rollout < 100; rollout += 1) {
    const ticks = Array.from({ length: 500 }, (_, i) =>
      tick(i + 1, [hits(50), 50], [hits(50), 50]),
    );
    if (run(zTest, { worse: 'higher' }, ticks).decision) alarms += 1;
  }
  expect(alarms).toBeGreaterThan(10);
});
