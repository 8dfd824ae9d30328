import { expect, test } from 'vitest';

import { RequestIntervals } from '../../src/traffic/request-intervals.ts';

const traffic = (...times: number[]) => ({
  versions: [],
  from: times[0] ?? 0,
  to: times.at(-1) ?? 0,
  requests: times.map((time, index) => ({ index, time, outcomes: {} })),
});

const timesOf = (intervals: RequestIntervals, number: number): number[] =>
  intervals.take(number).map(({ time }) => time);

test('cuts requests at the ends of intervals, of which some have none', () => {
  const intervals = new RequestIntervals(traffic(100, 109, 110, 145, 149, 150), 100, 10);
  expect([1, 2, 3, 4, 5, 6, 7].map((number) => timesOf(intervals, number))).toEqual([
    [100, 109],
    [110],
    [],
    [],
    [145, 149],
    [150],
    [],
  ]);
});

test('passes over the requests of intervals that are not asked for', () => {
  const intervals = new RequestIntervals(traffic(0, 9, 10, 19, 20, 31), 0, 10);
  expect(timesOf(intervals, 1)).toEqual([0, 9]);
  expect(timesOf(intervals, 3)).toEqual([20]);
  expect(timesOf(intervals, 4)).toEqual([31]);
});

test('begins anew after a gap, where the traffic can', () => {
  const asked: number[] = [];
  const all = traffic(0, 9, 10, 19, 20, 31);
  const after = (time: number) => {
    asked.push(time);
    return Array.from(all.requests)
      .filter((request) => request.time >= time)
      .values();
  };
  const intervals = new RequestIntervals({ ...all, after }, 0, 10);
  expect([1, 2, 4].map((number) => timesOf(intervals, number))).toEqual([[0, 9], [10, 19], [31]]);
  expect(asked).toEqual([30]);
});

test('draws no request before it is needed, but for the next one', () => {
  let drawn = 0;
  function* draw() {
    for (let index = 0; ; index += 1) {
      drawn += 1;
      yield { index, time: index, outcomes: {} };
    }
  }
  const requests = { [Symbol.iterator]: draw };
  const intervals = new RequestIntervals({ versions: [], from: 0, to: 99, requests }, 0, 10);
  expect(timesOf(intervals, 1)).toHaveLength(10);
  expect(drawn).toBe(11);
});
