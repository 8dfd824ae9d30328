import { describe, expect, test } from 'vitest';

import { logAddExp, logSumExp } from '../../src/evidence/logarithm.ts';

describe('logSumExp', () => {
  test.each([
    [[], -Infinity],
    [[-Infinity, -Infinity], -Infinity],
    [[-Infinity, 2], 2],
    [[0, 0, 0], Math.log(3)],
    [[1e6, 1e6], 1e6 + Math.log(2)],
    [[-1e6, -1e6], -1e6 + Math.log(2)],
  ])('of %j is %d', (values, expected) => {
    expect(logSumExp(values)).toBe(expected);
  });
});

describe('logAddExp', () => {
  test.each([
    [0, 0, Math.log(2)],
    [-1, 3, Math.log(Math.exp(-1) + Math.exp(3))],
    [3, -1, Math.log(Math.exp(-1) + Math.exp(3))],
    [1e15, 0, 1e15],
    [-800, -800, -800 + Math.log(2)],
  ])('of %d and %d is %d', (left, right, expected) => {
    expect(logAddExp(left, right)).toBeCloseTo(expected, 12);
  });
});
