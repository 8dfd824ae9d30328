import { describe, expect, it, test } from 'vitest';

import { Random } from '../../../src/random/random.ts';
import { conditionsAt } from '../../../src/traffic/scenario/conditions.ts';
import {
  drawSchedule,
  faultIn,
  type ScheduledChange,
} from '../../../src/traffic/scenario/schedule.ts';
import { scenarioWith } from './given.ts';

const minute = 60_000;
const start = Date.UTC(2026, 4, 1);

function scheduled(change: object, seed = 1, tick = minute): ScheduledChange {
  const scenario = scenarioWith({
    length: '24h',
    changes: [{ what: 'errors', arm: 'canary', times: 2, ...change }],
  });
  const [first] = drawSchedule(scenario, tick, new Random(seed));
  if (!first) throw new TypeError('a change is scheduled');
  return first;
}

/** How far a change has come in each minute, and when that was told to end. */
function levels(change: ScheduledChange, minutes: readonly number[]): number[] {
  return minutes.map(
    (time) => conditionsAt([change], undefined, start, time * minute).levels[0] ?? NaN,
  );
}

describe('a change comes', () => {
  it.each([
    ['at once, to the end', { at: '10m' }, [0, 9, 10, 700], [0, 0, 1, 1]],
    ['for a time', { at: '10m', for: '5m' }, [9, 10, 14, 15], [0, 1, 1, 0]],
    [
      'again and again',
      { at: '10m', for: '5m', every: '20m' },
      [10, 15, 30, 34, 35],
      [1, 0, 1, 1, 0],
    ],
    [
      'bit by bit',
      { at: '10m', over: '32m' },
      [10, 11, 25, 41, 42],
      [1 / 32, 2 / 32, 16 / 32, 1, 1],
    ],
    ['bit by bit, and ends', { over: '32m', for: '16m' }, [0, 15, 16], [1 / 32, 16 / 32, 0]],
    ['with the next whole tick', { at: '570s' }, [9, 10], [0, 1]],
  ])('%s', (_, change, minutes, expected) => {
    expect(levels(scheduled(change), minutes)).toEqual(expected);
  });

  it('when the seed says, evenly within its span', () => {
    const begins = Array.from(
      { length: 2000 },
      (_, seed) => scheduled({ at: ['2h', '10h'] }, seed).occurrences[0]?.from ?? NaN,
    );
    const hours = begins.map((begin) => begin / 60 / minute);
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...hours)).toBeLessThanOrEqual(10 + 1 / 60);
    const mean = hours.reduce((sum, each) => sum + each, 0) / hours.length;
    expect(Math.abs(mean - 6)).toBeLessThan((5 * 8) / Math.sqrt(12 * 2000));
    expect(begins.every((begin) => begin % minute === 0)).toBe(true);
  });

  it('each time after another while', () => {
    const { occurrences } = scheduled({ for: ['1m', '3m'], every: ['10m', '30m'] });
    const gaps = occurrences
      .slice(1)
      .map(({ from }, place) => from - (occurrences[place]?.from ?? 0));
    expect(new Set(gaps).size).toBeGreaterThan(10);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(9 * minute);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(31 * minute);
  });
});

test('nothing is different before the time until which it stays so', () => {
  const changes = [
    scheduled({ at: '10m', over: '2h', for: '3h', every: '5h' }),
    scheduled({ at: '1h', for: '7m', every: '50m' }),
  ];
  const day = { swing: 0.5, peak: 14 * 60 * minute };
  let told = conditionsAt(changes, day, start, 0);
  for (let time = 0; time < 24 * 60 * minute; time += minute) {
    const { until, ...now } = conditionsAt(changes, day, start, time);
    expect(until).toBeGreaterThan(time);
    if (time >= told.until) told = conditionsAt(changes, day, start, time);
    const { until: _, ...then } = told;
    expect(now).toEqual(then);
  }
});

test.each([
  [14, 1.5],
  [2, 0.5],
  [8, 1],
  [38, 1.5],
])('at hour %d the day multiplies by %d', (hour, expected) => {
  const { day } = conditionsAt(
    [],
    { swing: 0.5, peak: 14 * 60 * minute },
    start,
    hour * 60 * minute,
  );
  expect(day).toBeCloseTo(expected, 1);
});

test('the fault begins with the first time of its change', () => {
  expect(faultIn([scheduled({ at: '3h' })])).toBeUndefined();
  const scenario = scenarioWith({
    expect: { decision: 'rollback' },
    changes: [
      { what: 'errors', times: 2 },
      { what: 'errors', arm: 'canary', times: 2, at: '1h', for: '1m', every: '5m', fault: true },
    ],
  });
  expect(faultIn(drawSchedule(scenario, minute, new Random(1)))).toBe(60 * minute);
});
