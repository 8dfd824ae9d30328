import { outcomesIn, sampleOf, type ModelPolicy } from '@lastgood/triggers';
import { describe, expect, it, test } from 'vitest';

import type { Course, Interval } from '../../../src/traffic/source.ts';
import { scenarioSource } from '../../../src/traffic/scenario/scenario-source.ts';
import { policyWith } from '../policy.ts';
import { scenarioWith } from './given.ts';

const five = policyWith(`tick: 1m, canary: v13, baseline: v12, guardrails: {
  errors: { type: proportion, worse: higher },
  latency: { type: histogram, worse: higher, edges: [50, 100, 200, 400, 800] },
  revenue: { type: mean, worse: lower, range: [0, 50] },
  inputs: { type: categories },
  crashes: { type: rate, worse: higher } }`);

const metrics = {
  errors: { type: 'proportion', share: 0.02 },
  latency: { type: 'histogram', median: 100, p99: 400 },
  revenue: { type: 'mean', worse: 'lower', zeros: 0.9, mean: 12, deviation: 8 },
  inputs: { type: 'categories', shares: { mobile: 0.6, web: 0.4 } },
  crashes: { type: 'rate', hits: 0.4, exposure: 0.01 },
};

function intervals(course: Course, count: number, share = 0.25): Interval[] {
  return Array.from({ length: count }, () => course.next(share));
}

function all(scenario: object, seed: number, policy: ModelPolicy = five): Interval[] {
  const source = scenarioSource(scenarioWith(scenario), policy);
  return intervals(source.start(seed), source.intervals);
}

describe('an interval', () => {
  it('is a tick long, and has all guardrails of both versions by their names', () => {
    const source = scenarioSource(scenarioWith({ metrics }), five);
    expect(source).toMatchObject({
      intervals: 120,
      from: Date.UTC(2026, 4, 1),
      versions: { canary: 'v13', baseline: 'v12' },
      closed: true,
    });
    const [first, second] = intervals(source.start(1), 2);
    expect(first?.ticks).toHaveLength(1);
    expect(second?.ticks[0]).toMatchObject({
      from: source.from + 60_000,
      to: source.from + 120_000,
      weights: { v13: 0.25, v12: 0.75 },
    });
    for (const version of ['v12', 'v13']) {
      expect(Object.keys(first?.ticks[0]?.versions[version] ?? {})).toEqual([
        'errors',
        'latency',
        'revenue',
        'inputs',
        'crashes',
      ]);
    }
  });

  it('splits its requests as is asked, and counts each once in every metric', () => {
    let canary = 0;
    for (const { requests, ticks } of all({ metrics }, 1)) {
      expect(requests.canary + requests.baseline).toBe(600);
      canary += requests.canary;
      for (const [version, count] of [
        ['v13', requests.canary],
        ['v12', requests.baseline],
      ] as const) {
        for (const metric of ['errors', 'latency', 'revenue', 'inputs']) {
          const sample = ticks[0] && sampleOf(ticks[0], version, metric);
          expect(sample && outcomesIn(sample)).toBe(count);
        }
      }
    }
    const expected = 120 * 600 * 0.25;
    expect(Math.abs(canary - expected)).toBeLessThan(5 * Math.sqrt(expected * 0.75));
  });

  it('has nothing of a version that gets no requests', () => {
    const course = scenarioSource(scenarioWith({ metrics }), five).start(1);
    expect(course.next(0).ticks[0]?.versions).toMatchObject({ v13: {} });
    expect(course.next(1).ticks[0]?.versions).toMatchObject({ v12: {} });
  });
});

test('the same seed and shares bring the same, and others other', () => {
  const scenario = { metrics, changes: [{ what: 'errors', times: 3, at: ['10m', '100m'] }] };
  expect(all(scenario, 7)).toEqual(all(scenario, 7));
  expect(all(scenario, 7)).not.toEqual(all(scenario, 8));
});

test('what one rollout has drawn changes nothing for the next of the same source', () => {
  const source = scenarioSource(
    scenarioWith({ metrics, changes: [{ what: 'latency', times: 3, over: '1h' }] }),
    five,
  );
  const first = intervals(source.start(3), 120);
  intervals(source.start(4), 120, 0.9);
  expect(intervals(source.start(3), 120)).toEqual(first);
});

describe('requests', () => {
  it.each([
    ['6/min', [6, 6]],
    ['90/h', [1, 2, 1, 2]],
    ['1/h', Array.from({ length: 60 }, (_, place) => (place === 59 ? 1 : 0))],
  ])('come %s', (rate, expected) => {
    const found = all({ requests: { rate } }, 1).slice(0, expected.length);
    expect(found.map(({ requests }) => requests.canary + requests.baseline)).toEqual(expected);
  });

  it('become more in a burst and by day', () => {
    const total = ({ requests }: Interval): number => requests.canary + requests.baseline;
    const burst = all({ changes: [{ what: 'requests', times: 5, at: '10m', for: '2m' }] }, 1);
    expect(burst.slice(9, 13).map(total)).toEqual([600, 3000, 3000, 600]);
    const day = all(
      { length: '24h', requests: { rate: '10/s', day: { swing: 0.5, peak: '12h' } } },
      1,
    );
    const factors = day.map((interval) => total(interval) / 600);
    expect(Math.min(...factors)).toBeCloseTo(0.5, 2);
    expect(factors.indexOf(Math.max(...factors)) / 60).toBeCloseTo(12, 0);
    expect(Math.max(...factors)).toBeCloseTo(1.5, 2);
  });
});

const fault = {
  expect: { decision: 'rollback' },
  changes: [{ what: 'errors', arm: 'canary', times: 4, at: '1h', fault: true }],
};

describe('a fault', () => {
  it('is told, and makes the canary worse from then on', () => {
    const source = scenarioSource(scenarioWith(fault), five);
    const course = source.start(1);
    expect(course.fault).toBe(source.from + 3_600_000);
    const found = intervals(course, 120);
    const errors = (version: string, part: Interval[]): number =>
      part.reduce((sum, { ticks }) => {
        const sample = ticks[0] && sampleOf(ticks[0], version, 'errors');
        return sum + (sample && 'hits' in sample ? sample.hits : NaN);
      }, 0);
    // 60 minutes of 150 requests of the canary and 450 of the baseline, within five standard errors.
    const near = (count: number, expected: number): void =>
      expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
    near(errors('v13', found.slice(0, 60)), 180);
    near(errors('v13', found.slice(60)), 720);
    near(errors('v12', found.slice(60)), 540);
  });

  it('costs as many requests as the rates differ', () => {
    const found = all(fault, 1);
    for (const [number, { requests, excessBad }] of found.entries()) {
      expect(excessBad).toBeCloseTo(number < 60 ? 0 : requests.canary * 0.06, 9);
    }
  });

  it('costs as much as the guardrail that shows most', () => {
    const changes = [
      { what: 'errors', arm: 'canary', times: 2 },
      { what: 'inputs', arm: 'canary', of: 0.3, becomes: { web: 1 } },
    ];
    const [first] = all({ metrics, changes }, 1);
    expect((first?.excessBad ?? 0) / (first?.requests.canary ?? 1)).toBeCloseTo(0.18, 9);
  });

  it('is absent where nothing is wrong', () => {
    expect(scenarioSource(scenarioWith({}), five).start(1).fault).toBeUndefined();
  });

  it('can be injected, and is worse than tolerated by twice the harm', () => {
    const source = scenarioSource(scenarioWith({}), five);
    const course = source.start(1);
    intervals(course, 30);
    course.inject();
    expect(course.fault).toBe(source.from + 30 * 60_000);
    const found = intervals(course, 60, 0.5);
    let [hits, excess, canary] = [0, 0, 0];
    for (const { ticks, requests, excessBad } of found) {
      const sample = ticks[0] && sampleOf(ticks[0], 'v13', 'errors');
      hits += sample && 'hits' in sample ? sample.hits : NaN;
      excess += excessBad;
      canary += requests.canary;
    }
    // Half as much again is the usual harm where errors are rare.
    expect(Math.abs(hits - 0.04 * canary)).toBeLessThan(5 * Math.sqrt(0.04 * canary));
    expect(excess / canary).toBeCloseTo(0.02, 4);
  });
});

test('a fault that is injected before the one that would come is the first', () => {
  const source = scenarioSource(scenarioWith(fault), five);
  const early = source.start(1);
  intervals(early, 30);
  early.inject();
  expect(early.fault).toBe(source.from + 30 * 60_000);
  const late = source.start(1);
  intervals(late, 90);
  late.inject();
  expect(late.fault).toBe(source.from + 60 * 60_000);
});

describe('of a version that is not heard', () => {
  const silence = [{ what: 'outcomes', arm: 'canary', becomes: 0, at: '10m', for: '5m' }];

  it('there is nothing, and of its weight as well', () => {
    const found = all({ changes: silence }, 1);
    expect(found[12]?.requests.canary).toBeGreaterThan(100);
    expect(found[12]?.ticks[0]?.versions['v13']).toEqual({});
    expect(found[12]?.ticks[0]?.weights).toBeUndefined();
    expect(found[15]?.ticks[0]?.versions['v13']).toHaveProperty('errors');
    expect(found[15]?.ticks[0]?.weights).toBeDefined();
  });

  it('in part, the rest is there, and the weights are those that were intended', () => {
    const found = all({ changes: [{ what: 'outcomes', arm: 'canary', times: 0.8 }] }, 1);
    let [heard, served] = [0, 0];
    for (const { requests, ticks } of found) {
      const sample = ticks[0] && sampleOf(ticks[0], 'v13', 'errors');
      heard += sample ? outcomesIn(sample) : NaN;
      served += requests.canary;
      expect(ticks[0]?.weights).toEqual({ v13: 0.25, v12: 0.75 });
    }
    expect(Math.abs(heard / served - 0.8)).toBeLessThan(5 * Math.sqrt(0.16 / served));
  });
});

test('outcomes that come late come in ticks of their own, as late as the policy waits', () => {
  const policy = policyWith(`tick: 1m, guardrails: {
    errors: { type: proportion, worse: higher },
    labels: { type: proportion, worse: lower, lateness: 10m } }`);
  const late = {
    errors: { type: 'proportion', share: 0.02 },
    labels: { type: 'proportion', worse: 'lower', share: 0.9, lateness: '8m' },
  };
  const found = all({ metrics: late }, 1, policy);
  expect(found.map(({ ticks }) => ticks.length)).toEqual(
    Array.from({ length: 120 }, (_, number) => (number < 10 ? 1 : 2)),
  );
  const [early, labels] = found[10]?.ticks ?? [];
  expect(early?.versions['canary']).toHaveProperty('errors');
  expect(early?.versions['canary']).not.toHaveProperty('labels');
  expect(early?.lateness).toBeUndefined();
  expect(labels).toMatchObject({ from: found[0]?.ticks[0]?.from, lateness: 600_000 });
  expect(labels?.weights).toBeUndefined();
  const sample = labels && sampleOf(labels, 'canary', 'labels');
  expect(sample && outcomesIn(sample)).toBe(found[0]?.requests.canary);
});

test('a policy that observes nothing is refused in words', () => {
  const policy = policyWith('guardrails: { crashes: { type: rate, worse: higher } }');
  expect(() => scenarioSource(scenarioWith({}), policy)).toThrow(
    /observes nothing of the scenario: crashes is not observed: the scenario has no rate/,
  );
});

test.each([
  [
    { length: '3650d' },
    'tick: 10s',
    'the scenario has 31,536,000 ticks of the policy, more than 16,777,216',
  ],
  [
    { requests: { rate: '1000000000/s' }, changes: [{ what: 'requests', times: 2000, at: '1h' }] },
    'tick: 1m',
    'the scenario has up to 14400000000000000 requests, more than can be counted, 2^53 - 1',
  ],
])('a scenario that is too large for a policy is refused: %j, %s', (keys, tick, message) => {
  const policy = policyWith(`${tick}, guardrails: { errors: { type: proportion, worse: higher } }`);
  expect(() => scenarioSource(scenarioWith(keys), policy)).toThrow(message);
});
