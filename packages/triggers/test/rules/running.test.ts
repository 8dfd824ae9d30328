import { expect, test } from 'vitest';

import type { Tick } from '../../src/index.ts';
import { cusum } from '../../src/rules/cusum.ts';
import { readingsOf } from '../../src/rules/readings.ts';
import { startRule } from '../../src/rules/running.ts';

const versions = { canary: 'v13', baseline: 'v12' };

test('a running rule never changes: a step can be taken again', () => {
  const [reading] = readingsOf({ name: 'revenue', type: 'mean', worse: 'higher' }, versions);
  if (!reading) throw new Error('there is a reading');
  const begin = startRule(cusum, { worse: 'higher' }, reading);
  expect(begin.metric).toBe('revenue');
  const sample = (sum: number) => ({ revenue: { count: 100, sum, sumOfSquares: sum } });
  const tick = (from: number): Tick => ({
    from,
    to: from + 10,
    versions: { v13: sample(20), v12: sample(2) },
  });
  const [first, second] = [tick(0), tick(10)];
  const once = begin.step(first).rule;
  expect(once.metric).toBe('revenue');
  expect(begin.step(first).decision).toBeUndefined();
  expect(once.step(second).decision?.reason).toBe(
    begin.step(first).rule.step(second).decision?.reason,
  );
  expect(once.step(second).decision).toBeDefined();
});
