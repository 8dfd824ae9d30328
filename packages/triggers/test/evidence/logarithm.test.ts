import { describe, expect, test } from 'vitest';

import { logSumExp } from '../../src/evidence/logarithm.ts';

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
