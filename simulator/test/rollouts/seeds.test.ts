import { expect, test } from 'vitest';

import { seedOfCase } from '../../src/rollouts/seeds.ts';

test('the first case has the seeds that were asked for', () => {
  expect([0, 7, 2 ** 32 - 1].map((seed) => seedOfCase(0, seed))).toEqual([0, 7, 2 ** 32 - 1]);
});

test('a hundred cases of a million seeds each have none in common', () => {
  const begins = Array.from({ length: 100 }, (_, number) => seedOfCase(number, 1)).toSorted(
    (left, right) => left - right,
  );
  const gaps = begins.map(
    (begin, place) => (begins[place + 1] ?? (begins[0] ?? 0) + 2 ** 32) - begin,
  );
  expect(Math.min(...gaps)).toBeGreaterThan(1_000_000);
});
