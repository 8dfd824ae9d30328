import { describe, expect, test } from 'vitest';

import { badCount } from '../../src/ticks/bad.ts';
import { sampleOf } from '../../src/ticks/tick.ts';
import { tickOf } from '../support/ticks.ts';

test.each([
  ['higher', { count: 20, bad: 3 }],
  ['lower', { count: 20, bad: 17 }],
] as const)('where %s is worse, 3 hits of 20 are %o', (worse, expected) => {
  expect(badCount({ count: 20, hits: 3 }, worse)).toEqual(expected);
});

describe('sampleOf', () => {
  const tick = tickOf(0, { errors: { canary: [20, 3] } });

  test('finds what was observed', () => {
    expect(sampleOf(tick, 'v13', 'errors')).toEqual({ count: 20, hits: 3 });
  });

  test.each([
    ['v12', 'errors'],
    ['v13', 'latency'],
    ['v13', 'constructor'],
    ['toString', 'name'],
    ['__proto__', 'constructor'],
  ])('finds nothing for %s and %s', (version, metric) => {
    expect(sampleOf(tick, version, metric)).toBeUndefined();
  });
});
