import { describe, expect, it, test } from 'vitest';

import {
  CounterTicks,
  type CounterInterval,
  type Sample,
  type VersionSamples,
} from '../../src/index.ts';
import { edges, guardrail, otherTypes } from './guardrails.ts';

const guardrails = [guardrail('errors'), ...otherTypes];
const options = { guardrails, versions: ['v12', 'v13'] };

/** What comes of readings of v13, one every second from 1970 on; undefined is a reading without v13. */
function read(...samples: readonly (object | undefined)[]): CounterInterval[] {
  const ticks = new CounterTicks(options);
  return samples.map((v13, second) =>
    ticks.add({ time: 1000 * second, versions: v13 ? { v13 } : {} }),
  );
}

function tick(second: number, v13?: VersionSamples): CounterInterval {
  return {
    tick: { from: 1000 * (second - 1), to: 1000 * second, versions: v13 ? { v13 } : {} },
    refusals: [],
  };
}

/** The only refusal of the last of some readings, of which nothing must have come. */
function refusal(...samples: readonly object[]): string | undefined {
  const last = read(...samples).at(-1);
  expect(last?.tick?.versions ?? {}).toEqual({});
  expect(last?.refusals).toHaveLength(1);
  return last?.refusals[0]?.reason;
}

describe('differences', () => {
  test.each<[string, object, object, Sample]>([
    ['errors', { count: 100, hits: 3 }, { count: 120, hits: 4 }, { count: 20, hits: 1 }],
    ['errors', { count: 5, hits: 5 }, { count: 5, hits: 5 }, { count: 0, hits: 0 }],
    [
      'errors',
      { count: 1, hits: 0 },
      { count: 2 ** 53 - 1, hits: 2 ** 52 },
      { count: 2 ** 53 - 2, hits: 2 ** 52 },
    ],
    ['crashes', { hits: 1, exposure: 2.5 }, { hits: 3, exposure: 4 }, { hits: 2, exposure: 1.5 }],
    [
      'revenue',
      { count: 1, sum: 2, sumOfSquares: 4 },
      { count: 3, sum: 7, sumOfSquares: 17 },
      { count: 2, sum: 5, sumOfSquares: 13 },
    ],
    [
      'latency',
      { edges, counts: [5, 0, 2, 1] },
      { edges: [...edges], counts: [5, 4, 2, 2] },
      { edges, counts: [0, 4, 0, 1] },
    ],
    [
      'inputs',
      { counts: { web: 5, tv: 1 } },
      { counts: { web: 7, tv: 1, ['__proto__']: 3 } },
      { counts: { web: 2, ['__proto__']: 3 } },
    ],
  ])('of %s, from %j to %j, are %j', (metric, before, now, difference) => {
    expect(read({ [metric]: before }, { [metric]: now })[1]).toEqual(
      tick(1, { [metric]: difference }),
    );
  });

  test('of a mean that can be negative may be so', () => {
    const ticks = new CounterTicks({
      versions: ['v13'],
      guardrails: [
        { name: 'margin', type: 'mean', worse: 'lower', range: [-10, 10], harm: { absolute: 1 } },
      ],
    });
    const reading = (margin: object) => ({ v13: { margin } });
    ticks.add({ time: 0, versions: reading({ count: 1, sum: 3, sumOfSquares: 9 }) });
    const { tick, refusals } = ticks.add({
      time: 1,
      versions: reading({ count: 2, sum: 1, sumOfSquares: 13 }),
    });
    expect(refusals).toEqual([]);
    expect(tick?.versions).toEqual(reading({ count: 1, sum: -2, sumOfSquares: 4 }));
  });
});

describe('a start', () => {
  const errors = { count: 5, hits: 1 };

  it('is the first reading of all, and no refusal', () => {
    expect(read({ errors })).toEqual([{ refusals: [] }]);
  });

  it('is the first reading of a version or a metric, whatever came before', () => {
    const inputs = { counts: { web: 1 } };
    expect(read(undefined, { errors }, { errors, inputs }).slice(1)).toEqual([
      tick(1),
      tick(2, { errors: { count: 0, hits: 0 } }),
    ]);
  });

  it('is the first reading after one without it', () => {
    const all = read(
      { errors },
      undefined,
      { errors: { count: 9, hits: 1 } },
      { errors: { count: 11, hits: 1 } },
    );
    expect(all.slice(1)).toEqual([tick(1), tick(2), tick(3, { errors: { count: 2, hits: 0 } })]);
  });

  it('is the first possible reading after an impossible one, which alone is refused', () => {
    const later = { errors: { count: 12, hits: 2 } };
    const ticks = read({ errors }, { errors: { count: NaN, hits: 1 } }, later, later);
    expect(ticks.map(({ refusals }) => refusals.length)).toEqual([0, 1, 0, 0]);
    expect(ticks.slice(2)).toEqual([tick(2), tick(3, { errors: { count: 0, hits: 0 } })]);
  });
});

describe('a reset', () => {
  test.each<[string, object, object, string]>([
    ['errors', { count: 120, hits: 3 }, { count: 3, hits: 0 }, '120 to 3 (count)'],
    ['errors', { count: 120, hits: 3 }, { count: 140, hits: 0 }, '3 to 0 (hits)'],
    ['crashes', { hits: 3, exposure: 9.5 }, { hits: 3, exposure: 0.25 }, '9.5 to 0.25 (exposure)'],
    [
      'revenue',
      { count: 2, sum: 5, sumOfSquares: 13 },
      { count: 3, sum: 3, sumOfSquares: 60 },
      '5 to 3 (sum)',
    ],
    [
      'latency',
      { edges, counts: [5, 1, 2, 1] },
      { edges, counts: [9, 0, 9, 9] },
      '1 to 0 (up to 100)',
    ],
    [
      'latency',
      { edges, counts: [5, 1, 2, 2] },
      { edges, counts: [9, 1, 9, 1] },
      '2 to 1 (beyond 1000)',
    ],
    ['inputs', { counts: { web: 5, tv: 1 } }, { counts: { web: 9 } }, '1 to 0 ("tv")'],
  ])('of %s from %j to %j does not count at all', (metric, before, now, change) => {
    expect(refusal({ [metric]: before }, { [metric]: now })).toBe(
      `${metric} of v13 went from ${change}: the counter was reset, the interval does not count`,
    );
  });

  it('leaves the new value as the start of the next interval, and other metrics alone', () => {
    const inputs = (web: number) => ({ counts: { web } });
    const all = read(
      { errors: { count: 120, hits: 3 }, inputs: inputs(1) },
      { errors: { count: 3, hits: 1 }, inputs: inputs(4) },
      { errors: { count: 7, hits: 1 }, inputs: inputs(4) },
    );
    expect(all[1]?.tick).toEqual(tick(1, { inputs: inputs(3) }).tick);
    expect(all[2]).toEqual(tick(2, { errors: { count: 4, hits: 0 }, inputs: { counts: {} } }));
  });

  it('of one version leaves the other alone', () => {
    const ticks = new CounterTicks(options);
    const both = (v12: number, v13: number) => ({
      v12: { errors: { count: v12, hits: 0 } },
      v13: { errors: { count: v13, hits: 0 } },
    });
    ticks.add({ time: 0, versions: both(100, 100) });
    const { tick, refusals } = ticks.add({ time: 1, versions: both(150, 5) });
    expect(refusals).toHaveLength(1);
    expect(tick?.versions).toEqual({ v12: { errors: { count: 50, hits: 0 } } });
  });
});

describe('what is refused', () => {
  const count = 'which is no whole number from 0 to 2^53 - 1';

  test.each([
    ['errors', { count: NaN, hits: 0 }, `has NaN as count, ${count}`],
    ['errors', { count: 9, hits: -1 }, `has -1 as hits, ${count}`],
    ['errors', { count: 9.5, hits: 0 }, `has 9.5 as count, ${count}`],
    ['errors', { count: 2 ** 53, hits: 0 }, `has ${2 ** 53} as count, ${count}`],
    ['errors', { count: 9, hits: 10 }, 'has 10 hits out of a count of 9'],
    ['errors', 7, 'is 7: a count and hits are expected'],
    ['crashes', { hits: 1, exposure: Infinity }, 'has Infinity as exposure, which is no number'],
    [
      'latency',
      { edges, counts: [1, 2] },
      'has 2 counts for 3 edges: one more than edges is expected',
    ],
    ['inputs', { counts: { web: -1 } }, `has -1 as the count of "web", ${count}`],
  ])('%s as %j', (metric, sample, reason) => {
    expect(refusal({ [metric]: sample })).toBe(`${metric} of v13 ${reason}`);
  });

  test.each<[string, object, object, string]>([
    ['errors', { count: 100, hits: 3 }, { count: 102, hits: 6 }, 'has 3 hits out of a count of 2'],
    [
      'crashes',
      { hits: 1, exposure: 2 },
      { hits: 3, exposure: 2 },
      'has 2 hits on an exposure of 0',
    ],
    [
      'revenue',
      { count: 100, sum: 100, sumOfSquares: 400 },
      { count: 101, sum: 160, sumOfSquares: 4000 },
      'has values outside its range from 0 to 50: they have to be clipped before they are summed',
    ],
  ])('%s from %j to %j, where only the difference is impossible', (metric, before, now, reason) => {
    expect(refusal({ [metric]: before }, { [metric]: now })).toBe(
      `${metric} of v13 ${reason} in the interval, which does not count`,
    );
  });

  it('histograms on other edges than the first, until they are the same again', () => {
    const latency = { edges, counts: [1, 1, 1, 1] };
    const other = { edges: [10, 100], counts: [5, 5, 5] };
    const ticks = read(
      { latency },
      { latency: other },
      { latency: other },
      { latency },
      { latency },
    );
    const reason = 'latency of v13 has other edges than before: 3 and 2 of them';
    expect(ticks.map(({ refusals }) => refusals.map((one) => one.reason))).toEqual([
      [],
      [reason],
      [reason],
      [],
      [],
    ]);
    expect(ticks[3]).toEqual(tick(3));
    expect(ticks[4]).toEqual(tick(4, { latency: { edges, counts: [0, 0, 0, 0] } }));
  });

  it('time that stands still, goes back or is none, and the counters stay where they were', () => {
    const ticks = new CounterTicks(options);
    const reading = (time: number, count: number) =>
      ticks.add({ time, versions: { v13: { errors: { count, hits: 0 } } } });
    reading(5000, 100);
    for (const [time, shown] of [
      [5000, '1970-01-01T00:00:05.000Z'],
      [4999, '1970-01-01T00:00:04.999Z'],
    ] as const) {
      expect(reading(time, 110)).toEqual({
        refusals: [
          {
            kind: 'impossible',
            reason: `${shown} is not after the reading before, 1970-01-01T00:00:05.000Z`,
          },
        ],
      });
    }
    expect(reading(NaN, 110).refusals[0]?.reason).toBe('NaN is no time');
    expect(ticks.refused).toBe(3);
    expect(reading(6000, 120).tick?.versions).toEqual({ v13: { errors: { count: 20, hits: 0 } } });
  });

  it('a version without metrics', () => {
    const { refusals } = new CounterTicks(options).add({ time: 0, versions: { v12: 'x' } });
    expect(refusals[0]?.reason).toBe('v12 is "x": samples by metric are expected');
  });
});

it('ignores versions and metrics that are not asked for', () => {
  const ticks = new CounterTicks(options);
  const versions = { v11: 'x', v13: { loss: 'x' } };
  ticks.add({ time: 0, versions });
  expect(ticks.add({ time: 1, versions })).toEqual({
    tick: { from: 0, to: 1, versions: {} },
    refusals: [],
  });
});
