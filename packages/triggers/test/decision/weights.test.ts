import { describe, expect, test } from 'vitest';

import { checkWeights } from '../../src/decision/weights.ts';

describe('weights', () => {
  test('are 85 % for the comparisons together and 15 % for the limits', () => {
    const weights = checkWeights(['comparison', 'comparison', 'limit', 'sustained']);
    expect(weights).toEqual([0.425, 0.425, 0.15, 0]);
  });

  test.each(['comparison', 'limit'] as const)('are all of it where there is only a %s', (kind) => {
    expect(checkWeights([kind])).toEqual([1]);
    expect(checkWeights([kind, kind, 'sustained'])).toEqual([0.5, 0.5, 0]);
  });

  test.each([1, 2, 5])('sum to 1 with %i guardrails', (count) => {
    const kinds = Array.from({ length: count }, () => ['comparison', 'limit', 'limit'] as const);
    const sum = checkWeights(kinds.flat()).reduce((total, weight) => total + weight, 0);
    expect(sum).toBeCloseTo(1, 14);
  });

  test('leave nothing to weigh where there is nothing but sustained limits', () => {
    expect(checkWeights([])).toEqual([]);
    expect(checkWeights(['sustained'])).toEqual([0]);
  });
});
