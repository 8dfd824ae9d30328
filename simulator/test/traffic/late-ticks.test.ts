import type { Tick } from '@lastgood/triggers';
import { describe, expect, it } from 'vitest';

import { LateTicks } from '../../src/traffic/late-ticks.ts';

const length = 10;
const tickAt = (place: number): Tick => ({
  from: place * length,
  to: (place + 1) * length,
  versions: {},
});

/** The begins of the ticks that are complete at the end of each of so many intervals. */
function completeOf(lateness: number, intervals: number): number[][] {
  const late = new LateTicks(lateness);
  return Array.from({ length: intervals }, (_, place) => {
    const complete: Tick[] = [];
    late.pass(tickAt(place), (place + 1) * length, complete);
    return complete.map(({ from }) => from);
  });
}

describe('a tick is complete', () => {
  it.each([
    [0, [[0], [10], [20], [30]]],
    [1, [[], [0], [10], [20]]],
    [10, [[], [0], [10], [20]]],
    [11, [[], [], [0], [10]]],
    [40, [[], [], [], []]],
  ])('at the first end of an interval that is so late: %d', (lateness, complete) => {
    expect(completeOf(lateness, 4)).toEqual(complete);
  });

  it('once, and after those before it, however many wait', () => {
    const many = 5000;
    const waiting = 365;
    const complete = completeOf(waiting * length, many);
    expect(complete.slice(0, waiting).flat()).toEqual([]);
    const expected = Array.from({ length: many - waiting }, (_, place) => [place * length]);
    expect(complete.slice(waiting)).toEqual(expected);
  });
});

it('gives all that are complete together, behind what is there, and nothing twice', () => {
  const late = new LateTicks(1000);
  const complete: Tick[] = [];
  for (const place of [0, 1, 3, 3, 200]) late.pass(tickAt(place), (place + 1) * length, complete);
  expect(complete.map(({ from }) => from)).toEqual([0, 10, 30, 30]);
  late.take(Infinity, complete);
  late.take(Infinity, complete);
  expect(complete.map(({ from }) => from)).toEqual([0, 10, 30, 30, 2000]);
});
