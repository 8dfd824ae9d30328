import { describe, expect, test } from 'vitest';

import type { RecordedTick, Tick } from '../../src/index.ts';
import { JoinedTicks, OutcomeTicks } from '../../src/index.ts';
import { edges, otherTypes as guardrails } from './guardrails.ts';

const options = { tick: 10_000, lateness: 0, guardrails, versions: ['v12', 'v13'] };

function observed(metric: string, values: readonly unknown[]): Tick['versions'] {
  const ticks = new OutcomeTicks(options);
  for (const value of values) {
    expect(ticks.add({ time: 5, version: 'v13', values: { [metric]: value } })).toBeUndefined();
  }
  ticks.close();
  return ticks.take()[0]?.versions ?? {};
}

function outcomeRefusal(metric: string, value: unknown): string | undefined {
  const ticks = new OutcomeTicks(options);
  return ticks.add({ time: 5, version: 'v13', values: { [metric]: value } })?.reason;
}

describe('single outcomes', () => {
  test.each([
    [
      'crashes',
      [
        { hits: 1, exposure: 0.5 },
        { hits: 0, exposure: 2 },
      ],
      { hits: 1, exposure: 2.5 },
    ],
    ['revenue', [1, 2, -0], { count: 3, sum: 3, sumOfSquares: 5 }],
    ['revenue', [-1, 60, 3], { count: 3, sum: 53, sumOfSquares: 2509 }],
    ['latency', [10, 10.5, 100, 1e9, -4], { edges, counts: [2, 2, 0, 1] }],
    ['inputs', ['web', 'mobile', 'web'], { counts: { web: 2, mobile: 1 } }],
    ['inputs', [3, '3', true, '__proto__'], { counts: { 3: 2, true: 1, ['__proto__']: 1 } }],
  ])('of %s, %j, come to %j', (metric, values, sample) => {
    expect(observed(metric, values)).toEqual({ v13: { [metric]: sample } });
  });

  test.each([
    ['crashes', 1, 'crashes is 1: hits and an exposure are expected'],
    ['crashes', { hits: 1, exposure: 0 }, 'crashes has 1 hits on an exposure of 0'],
    ['revenue', '5', 'revenue is "5": a mean is observed as a number up to 1e+100'],
    ['revenue', NaN, 'revenue is NaN: a mean is observed as a number up to 1e+100'],
    ['revenue', 1e101, 'revenue is 1e+101: a mean is observed as a number up to 1e+100'],
    ['latency', null, 'latency is null: a histogram is observed as a number up to 1e+100'],
    ['latency', Infinity, 'latency is Infinity: a histogram is observed as a number up to 1e+100'],
    [
      'inputs',
      ['web'],
      'inputs is a list: a category is observed as a text, a number, true or false',
    ],
    ['inputs', NaN, 'inputs is NaN: a category is observed as a text, a number, true or false'],
  ])('of %s: %j is refused', (metric, value, reason) => {
    expect(outcomeRefusal(metric, value)).toBe(reason);
  });

  test('beyond the range of a mean are counted as clipped', () => {
    const ticks = new OutcomeTicks(options);
    for (const revenue of [-0.1, 0, 50, 50.1]) {
      ticks.add({ time: 5, version: 'v13', values: { revenue } });
    }
    expect(ticks.clipped).toBe(2);
    expect(new OutcomeTicks(options, ticks.state()).clipped).toBe(2);
  });

  test('have fifty labels, in whatever version, and all others are one', () => {
    const ticks = new OutcomeTicks(options);
    for (let label = 0; label < 60; label += 1) {
      const version = label % 2 === 0 ? 'v12' : 'v13';
      ticks.add({ time: 5, version, values: { inputs: `label ${label}` } });
    }
    const resumed = new OutcomeTicks(options, JSON.parse(JSON.stringify(ticks.state())));
    resumed.add({ time: 20_000, version: 'v13', values: { inputs: 'label 59' } });
    resumed.add({ time: 20_000, version: 'v13', values: { inputs: 'label 49' } });
    resumed.close();
    const [first, second] = resumed.take();
    expect(first?.versions['v12']?.['inputs']).toMatchObject({ counts: { other: 5 } });
    expect(first?.versions['v13']?.['inputs']).toMatchObject({ counts: { other: 5 } });
    expect(second?.versions).toEqual({ v13: { inputs: { counts: { other: 1, 'label 49': 1 } } } });
  });

  test('that are saved as JSON and loaded go on', () => {
    const one = { crashes: { hits: 1, exposure: 1 }, revenue: 5, latency: 20, inputs: 'web' };
    const whole = new OutcomeTicks(options);
    const first = new OutcomeTicks(options);
    for (const ticks of [whole, first]) ticks.add({ time: 5, version: 'v13', values: one });
    const second = new OutcomeTicks(options, JSON.parse(JSON.stringify(first.state())));
    for (const ticks of [whole, second]) {
      ticks.add({ time: 6, version: 'v13', values: one });
      ticks.close();
    }
    expect(second.state()).toEqual(whole.state());
  });
});

function recorded(from: number, metric: string, sample: unknown): RecordedTick {
  return { from, to: from + 1000, versions: { v13: { [metric]: sample } } };
}

describe('recorded ticks', () => {
  test.each([
    ['crashes', { hits: 1, exposure: 2 }, { hits: 2, exposure: 4 }],
    ['revenue', { count: 2, sum: 3, sumOfSquares: 5 }, { count: 4, sum: 6, sumOfSquares: 10 }],
    ['latency', { edges: [9, 100], counts: [1, 2, 3] }, { edges: [9, 100], counts: [2, 4, 6] }],
    ['inputs', { counts: { web: 2 } }, { counts: { web: 4 } }],
  ])('of %s, twice %j, are joined to %j', (metric, sample, sum) => {
    const ticks = new JoinedTicks(options);
    expect(ticks.add(recorded(0, metric, sample))).toBeUndefined();
    const resumed = new JoinedTicks(options, JSON.parse(JSON.stringify(ticks.state())));
    expect(resumed.add(recorded(1000, metric, sample))).toBeUndefined();
    resumed.close();
    expect(resumed.take()).toEqual([{ from: 0, to: 2000, versions: { v13: { [metric]: sum } } }]);
  });

  test.each([
    ['crashes', { count: 1 }, 'crashes of v13 has no hits'],
    [
      'revenue',
      { count: 1, sum: 60, sumOfSquares: 3600 },
      'revenue of v13 has values outside its range from 0 to 50: they have to be clipped before they are summed',
    ],
    [
      'latency',
      { edges: [50], counts: [1, 2] },
      "latency of v13 has edges that do not fit: the limit 100 is above the histogram's last edge, 50: add an edge at 100",
    ],
    ['inputs', { web: 2 }, 'inputs of v13 has no counts'],
  ])('of %s: %j is refused', (metric, sample, reason) => {
    expect(new JoinedTicks(options).add(recorded(0, metric, sample))).toEqual({
      kind: 'impossible',
      reason,
    });
  });

  test('with histograms on other edges than before are refused, also after a restart', () => {
    const ticks = new JoinedTicks(options);
    ticks.add(recorded(0, 'latency', { edges, counts: [1, 0, 0, 0] }));
    const resumed = new JoinedTicks(options, JSON.parse(JSON.stringify(ticks.state())));
    const other = { edges: [10, 100], counts: [1, 0, 0] };
    for (const each of [ticks, resumed]) {
      expect(each.add(recorded(20_000, 'latency', other))?.reason).toBe(
        'latency of v13 has other edges than before: 3 and 2 of them',
      );
    }
    const mixed = { v12: { latency: { edges, counts: [1, 0, 0, 0] } }, v13: { latency: other } };
    const refusal = new JoinedTicks(options).add({ from: 0, to: 1, versions: mixed });
    expect(refusal?.reason).toBe('latency of v13 has other edges than before: 3 and 2 of them');
  });

  test('have fifty labels, and all others are one', () => {
    const ticks = new JoinedTicks(options);
    const labels = Array.from({ length: 60 }, (_, label) => [`label ${label}`, 2]);
    ticks.add(recorded(0, 'inputs', { counts: Object.fromEntries(labels) }));
    ticks.close();
    const sample = ticks.take()[0]?.versions['v13']?.['inputs'];
    expect(sample).toMatchObject({ counts: { 'label 49': 2, other: 20 } });
  });
});
