import { expect, test } from 'vitest';

import { leastMeanDelay } from '../../delay/limit.ts';

test.each([
  [20, 380],
  [20, 20],
  [380, 20],
])('%d/%d: the limit of a small difference is that of normal numbers', (canary, baseline) => {
  const [baselineRate, canaryRate] = [0.2, 0.204];
  const information = (0.004 ** 2 / (2 * 0.202 * 0.798)) * (baseline / (canary + baseline));
  const limit = leastMeanDelay({ canary, baseline, baselineRate, canaryRate }, 0.01);
  expect(limit / (Math.log(100) / information)).toBeCloseTo(1, 1);
});

test('a smaller risk takes longer, as its logarithm', () => {
  const conditions = { canary: 20, baseline: 380, baselineRate: 0.01, canaryRate: 0.02 };
  expect(leastMeanDelay(conditions, 0.0001) / leastMeanDelay(conditions, 0.01)).toBeCloseTo(2, 9);
});
