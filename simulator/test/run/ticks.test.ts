import { expect, test } from 'vitest';

import { intoTicks } from '../../src/run/ticks.ts';

const at = (time: number, index: number) => ({ index, time, outcomes: {} });

test('cuts requests at multiples of the tick, and skips a time without requests', () => {
  const requests = [0, 9, 10, 45, 49].map(at);
  const ticks = [...intoTicks(requests, 10)];
  expect(ticks.map(({ from, to, requests }) => [from, to, requests.length])).toEqual([
    [0, 10, 2],
    [10, 20, 1],
    [40, 50, 2],
  ]);
  expect(ticks.flatMap(({ requests }) => requests)).toEqual(requests);
});

test('has no tick without requests', () => {
  expect([...intoTicks([], 10)]).toEqual([]);
});
