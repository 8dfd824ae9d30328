import { describe, expect, test } from 'vitest';

import {
  noMoments,
  pooledScore,
  proportionMoments,
  rateMoments,
} from '../../../src/rules/arithmetic/moments.ts';

describe('the score', () => {
  test('of proportions is that of the pooled z-test', () => {
    const canary = proportionMoments({ count: 200, hits: 30 });
    const baseline = proportionMoments({ count: 400, hits: 40 });
    const pooled = 70 / 600;
    const error = Math.sqrt(pooled * (1 - pooled) * (1 / 200 + 1 / 400));
    expect(pooledScore({ canary, baseline })).toBeCloseTo(0.05 / error, 12);
  });

  test('of rates has the variance of Poisson counts', () => {
    const canary = rateMoments({ hits: 30, exposure: 2.5 });
    const baseline = rateMoments({ hits: 40, exposure: 5 });
    // Of all events, those in the canary's third of the exposure: binomial, but with a Poisson variance.
    const error = Math.sqrt((70 / 7.5) * (1 / 2.5 + 1 / 5));
    expect(pooledScore({ canary, baseline }, 'rate')).toBeCloseTo((12 - 8) / error, 12);
    const inSeconds = {
      canary: rateMoments({ hits: 30, exposure: 9000 }),
      baseline: rateMoments({ hits: 40, exposure: 18_000 }),
    };
    expect(pooledScore(inSeconds, 'rate')).toBeCloseTo((12 - 8) / error, 12);
  });

  test('is zero where nothing varies or an arm is silent', () => {
    const none = rateMoments({ hits: 0, exposure: 5 });
    expect(pooledScore({ canary: none, baseline: none }, 'rate')).toBe(0);
    expect(
      pooledScore({ ...noMoments, canary: rateMoments({ hits: 5, exposure: 1 }) }, 'rate'),
    ).toBe(0);
    const constant = { count: 3, sum: 6, sumOfSquares: 12 };
    expect(pooledScore({ canary: constant, baseline: constant })).toBe(0);
    const tiny = rateMoments({ hits: 1, exposure: 1e300 });
    expect(pooledScore({ canary: tiny, baseline: none }, 'rate')).toBeTypeOf('number');
  });
});
