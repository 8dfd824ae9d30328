import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { CounterTicks, JoinedTicks, type CounterReading } from '../../src/index.ts';
import { edges, guardrail, otherTypes } from './guardrails.ts';

const guardrails = [guardrail('errors'), ...otherTypes];
const versions = ['v12', 'v13'];

/** What happened in one interval: all whole numbers, so that sums are exact. */
const happened = fc.record({
  count: fc.nat(20),
  hits: fc.nat(20),
  exposure: fc.integer({ min: 1, max: 9 }),
  values: fc.array(fc.nat(50), { maxLength: 5 }),
  bins: fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5), fc.nat(5)),
  labels: fc.dictionary(fc.constantFrom('web', 'tv', 'toString'), fc.nat(5)),
  /** The counters begin anew, before all this. */
  reset: fc.boolean(),
  /** The version cannot be reached. */
  missing: fc.boolean(),
});
type Happened = typeof happened extends fc.Arbitrary<infer Value> ? Value : never;
type Interval = ReturnType<CounterTicks['add']>;

/** Numbers by where they stand, such as `errors.hits`. */
type Counters = Readonly<Record<string, number>>;

function countersOf({ count, hits, exposure, values, bins, labels }: Happened): Counters {
  const sum = (of: (value: number) => number): number =>
    values.reduce((total, value) => total + of(value), 0);
  return {
    'errors.count': count,
    'errors.hits': Math.min(count, hits),
    'crashes.hits': hits,
    'crashes.exposure': exposure,
    'revenue.count': values.length,
    'revenue.sum': sum((value) => value),
    'revenue.sumOfSquares': sum((value) => value * value),
    ...Object.fromEntries(bins.map((bin, place) => [`latency.${place}`, bin])),
    ...Object.fromEntries(Object.entries(labels).map(([label, n]) => [`inputs.${label}`, n])),
  };
}

function plus(left: Counters, right: Counters): Counters {
  const names = Object.keys({ ...left, ...right });
  return Object.fromEntries(names.map((name) => [name, at(left, name) + at(right, name)]));
}

function at(counters: Counters, name: string): number {
  return Object.hasOwn(counters, name) ? (counters[name] ?? NaN) : 0;
}

/** The counters as samples by metric. */
function samples(counters: Counters): Record<string, unknown> {
  const of = (metric: string, ...keys: string[]) =>
    Object.fromEntries(keys.map((key) => [key, at(counters, `${metric}.${key}`)]));
  const labels = Object.entries(counters).flatMap(([name, n]) =>
    name.startsWith('inputs.') ? [[name.slice('inputs.'.length), n]] : [],
  );
  return {
    errors: of('errors', 'count', 'hits'),
    crashes: of('crashes', 'hits', 'exposure'),
    revenue: of('revenue', 'count', 'sum', 'sumOfSquares'),
    latency: { edges, counts: [0, 1, 2, 3].map((bin) => at(counters, `latency.${bin}`)) },
    inputs: { counts: Object.fromEntries(labels) },
  };
}

/** The samples of a version as numbers by where they stand; those of a metric that is absent are not there. */
function flat(tick: Interval['tick'], version: string): Counters {
  return Object.fromEntries(
    Object.entries(tick?.versions[version] ?? {}).flatMap(([metric, sample]) => {
      const numbers = 'counts' in sample ? sample.counts : sample;
      return Object.entries(numbers).map(([key, value]) => [`${metric}.${key}`, Number(value)]);
    }),
  );
}

interface Story {
  readonly readings: CounterReading[];
  /** For each reading and version: what the counters stood at; undefined if it could not be reached. */
  readonly stood: ReadonlyMap<string, Counters | undefined>[];
}

function tell(intervals: readonly (readonly Happened[])[]): Story {
  const stood: Map<string, Counters | undefined>[] = [];
  const totals = new Map<string, Counters>();
  for (const interval of intervals) {
    const reading = new Map<string, Counters | undefined>();
    for (const [place, one] of interval.entries()) {
      const version = versions[place] ?? '';
      const before = one.reset ? {} : (totals.get(version) ?? {});
      totals.set(version, plus(before, countersOf(one)));
      reading.set(version, one.missing ? undefined : totals.get(version));
    }
    stood.push(reading);
  }
  const readings = stood.map((reading, second) => ({
    time: 1000 * second,
    versions: Object.fromEntries(
      [...reading].flatMap(([version, counters]) =>
        counters ? [[version, samples(counters)]] : [],
      ),
    ),
  }));
  return { readings, stood };
}

const intervals = fc.array(fc.tuple(happened, happened), { maxLength: 12 });
const calm = intervals.map((all) =>
  all.map((both) => both.map((one) => ({ ...one, reset: false, missing: false }))),
);

function differences(readings: readonly CounterReading[], restart = -1): Interval[] {
  let ticks = new CounterTicks({ guardrails, versions });
  return readings.map((reading, place) => {
    if (place === restart) {
      const json = JSON.stringify(ticks.state());
      ticks = new CounterTicks({ guardrails, versions }, JSON.parse(json));
    }
    return ticks.add(reading);
  });
}

test('without a reset the differences come to the last reading minus the first', () => {
  const property = fc.property(calm, (all) => {
    const { readings, stood } = tell(all);
    const given = differences(readings);
    expect(given.flatMap(({ refusals }) => refusals)).toEqual([]);
    for (const version of versions) {
      const last = stood.at(-1)?.get(version) ?? {};
      const all = given.map(({ tick }) => flat(tick, version));
      const sum = all.reduce(plus, stood[0]?.get(version) ?? {});
      for (const name of Object.keys({ ...sum, ...last }))
        expect(at(sum, name)).toBe(at(last, name));
    }
  });
  fc.assert(property, { seed: 3 });
});

test('whatever is reset or missing, each difference is what a naive one says, or refused', () => {
  let resets = 0;
  const property = fc.property(intervals, (all) => {
    const { readings, stood } = tell(all);
    for (const [place, { tick, refusals }] of differences(readings).entries()) {
      expect(tick === undefined).toBe(place === 0);
      let refused = 0;
      for (const version of versions) {
        const [before, now] = [stood[place - 1]?.get(version), stood[place]?.get(version)];
        const given = flat(tick, version);
        for (const { name } of guardrails) {
          const isCounted = Object.hasOwn(tick?.versions[version] ?? {}, name);
          if (!before || !now) {
            expect(isCounted).toBe(false);
            continue;
          }
          if (!isCounted) refused += 1;
          const parts = Object.keys({ ...before, ...now }).filter((one) => one.startsWith(name));
          const fell = parts.some((part) => at(now, part) < at(before, part));
          if (fell) resets += 1;
          if (fell) expect(isCounted).toBe(false);
          for (const part of isCounted ? parts : []) {
            expect(at(given, part)).toBe(at(now, part) - at(before, part));
          }
        }
      }
      expect(refusals).toHaveLength(refused);
    }
  });
  fc.assert(property, { seed: 3 });
  expect(resets).toBeGreaterThan(100);
});

/** Readings of anything, most of which are possible by themselves. */
function anyReadings(): fc.Arbitrary<CounterReading[]> {
  const odd = fc.constantFrom(-1, 0.5, NaN, Infinity, 2 ** 53 - 1, 2 ** 53, '3', null, undefined);
  const number = (min: number) =>
    fc.oneof(
      { weight: 30, arbitrary: fc.integer({ min, max: min + 9 }) },
      { weight: 1, arbitrary: odd },
    );
  const bins = fc.array(number(0), { minLength: 4, maxLength: 4 });
  const other = { edges: [10, 100], counts: [1, 2, 3] };
  const version = fc.record(
    {
      errors: fc.record({ count: number(10), hits: number(0) }),
      crashes: fc.record({ hits: number(0), exposure: number(0) }),
      revenue: fc.record({ count: number(1), sum: number(0), sumOfSquares: number(100) }),
      latency: fc.oneof(fc.record({ edges: fc.constant(edges), counts: bins }), fc.constant(other)),
      inputs: fc.record({ counts: fc.dictionary(fc.constantFrom('web', 'tv'), number(0)) }),
    },
    { requiredKeys: [] },
  );
  const reading = fc.record({
    passed: fc.oneof(fc.nat(9000), fc.constantFrom(-1, NaN)),
    versions: fc.record({ v12: fc.oneof(version, odd), v13: version }, { requiredKeys: [] }),
  });
  return fc.array(reading, { maxLength: 12 }).map((all) => {
    let time = 0;
    return all.map(({ passed, versions }) => {
      time += passed || 0;
      return { time: Number.isNaN(passed) ? NaN : time, versions };
    });
  });
}

test('nothing that comes of any readings is refused by those who join ticks', () => {
  let counted = 0;
  const property = fc.property(anyReadings(), (readings) => {
    const joined = new JoinedTicks({ tick: 10_000, guardrails, versions });
    const ticks = differences(readings).flatMap(({ tick }) => tick ?? []);
    for (const tick of ticks) {
      expect(joined.add(tick)).toBeUndefined();
      counted += Object.keys(tick.versions).length;
    }
  });
  fc.assert(property, { seed: 3, numRuns: 500 });
  expect(counted).toBeGreaterThan(200);
});

test('state that went through JSON goes on as if nothing had happened', () => {
  const property = fc.property(intervals, fc.nat(12), (all, at) => {
    const { readings } = tell(all);
    expect(differences(readings, at)).toEqual(differences(readings));
  });
  fc.assert(property, { seed: 3 });
});
