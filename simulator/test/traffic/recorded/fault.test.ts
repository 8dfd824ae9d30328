import { badCount, sampleOf, type Tick } from '@lastgood/triggers';
import { describe, expect, it, test } from 'vitest';

import { Random } from '../../../src/random/random.ts';
import { openSource } from '../../../src/traffic/open-source.ts';
import type { Source } from '../../../src/traffic/source.ts';
import { record } from '../../recordings/files.ts';
import { rollOut } from '../../scenarios/closed-loop.ts';
import { policyWith } from '../policy.ts';
import { broughtBy, start, versions } from './recordings.ts';

const policy = policyWith(`
  tick: 10s, baseline: v12, canary: v13, hysteresis: { attempts: 1 }, rollout: { steps: [50%] },
  guardrails: {
    errors: { type: proportion, worse: higher, tolerance: { relative: 20% } },
    crashes: { type: rate, worse: higher },
    device: { type: categories, lateness: 30s }
  }`);

const share = 0.02;
const intervals = 200;

/** 500 requests of the baseline and 100 of an equally good canary in each tick. */
function tickLines(): object[] {
  const random = new Random(21);
  const samples = (count: number): object => {
    const tv = random.binomial(count, 0.2);
    return {
      errors: { count, hits: random.binomial(count, share) },
      crashes: { hits: random.binomial(count, 0.1), exposure: count / 10 },
      device: { counts: { web: count - tv, tv } },
    };
  };
  return Array.from({ length: intervals }, (_, place) => {
    const from = start + place * 10_000;
    return { from, to: from + 10_000, versions: { v12: samples(500), v13: samples(100) } };
  });
}

/** The same as single requests: each has errors, crashes and a device. */
function requests(shadow: boolean): object[] {
  const random = new Random(22);
  const values = (): object => ({
    errors: random.uniform() < share ? 1 : 0,
    crashes: { hits: random.uniform() < 0.1 ? 1 : 0, exposure: 0.1 },
    device: random.uniform() < 0.2 ? 'tv' : 'web',
  });
  return Array.from({ length: intervals * 60 }, (_, place) => {
    const time = start + Math.floor((place * 10_000) / 60);
    if (!shadow) return { time, version: place % 5 === 0 ? 'v13' : 'v12', ...values() };
    return { time, outcomes: { v12: values(), v13: values() } };
  });
}

const kinds: readonly (readonly [string, () => object[]])[] = [
  ['ticks', tickLines],
  ['single outcomes', () => requests(false)],
  ['a shadow log', () => requests(true)],
];

/** The bad share and the rate of events of a version in ticks that begin within these times. */
function figures(ticks: readonly Tick[], version: string, from: number, to: number): object {
  const sums = { bad: 0, count: 0, hits: 0, exposure: 0, tv: 0, devices: 0 };
  for (const tick of ticks) {
    if (tick.from < from || tick.from >= to) continue;
    const errors = sampleOf(tick, version, 'errors');
    const crashes = sampleOf(tick, version, 'crashes');
    const device = sampleOf(tick, version, 'device');
    if (errors && 'hits' in errors && 'count' in errors) {
      const { bad, count } = badCount(errors, 'higher');
      sums.bad += bad;
      sums.count += count;
    }
    if (crashes && 'exposure' in crashes) {
      sums.hits += crashes.hits;
      sums.exposure += crashes.exposure;
    }
    if (device && 'counts' in device && !('edges' in device)) {
      sums.tv += device.counts['tv'] ?? 0;
      sums.devices += (device.counts['tv'] ?? 0) + (device.counts['web'] ?? 0);
    }
  }
  return {
    errors: sums.bad / sums.count,
    crashes: sums.hits / sums.exposure,
    device: sums.tv / sums.devices,
  };
}

function faultOf(source: Source, seed: number): number {
  const { fault } = source.start(seed);
  if (fault === undefined) throw new Error('there is no fault');
  return fault;
}

describe.each(kinds)('a fault in a twin of %s', (_, lines) => {
  const file = (): string => record(lines());

  it('begins at a random time between a tenth and half of the recording', async () => {
    const name = { kind: 'fault', file: file(), guardrail: 'errors', times: 1 } as const;
    const source = await openSource(name, policy, {});
    const parts = Array.from(
      { length: 200 },
      (__, seed) => (faultOf(source, seed) - source.from) / (intervals * 10_000),
    );
    expect(Math.min(...parts)).toBeGreaterThanOrEqual(0.1);
    expect(Math.min(...parts)).toBeLessThan(0.13);
    expect(Math.max(...parts)).toBeLessThanOrEqual(0.5);
    expect(Math.max(...parts)).toBeGreaterThan(0.47);
  });

  it.each([
    // 20 % more than 2 % are tolerated, and a harm is half of that.
    ['errors', 2, 0.02 * 1.2 * 2],
    ['crashes', 3, 1 * 2.5],
    ['device', 3, 0.2 + 0.05 + 3 * 0.05],
  ])('makes %s of the canary worse by %d times the harm', async (guardrail, times, expected) => {
    const recording = file();
    const name = { kind: 'fault', file: recording, guardrail, times } as const;
    const source = await openSource(name, policy, {});
    const twin = await openSource({ kind: 'twin', file: recording }, policy, {});
    const fault = faultOf(source, 5);
    const { ticks, canary, excess } = broughtBy(source, 5, 0.5);
    const before = ({ from }: Tick): boolean => from < fault;
    const healthy = broughtBy(twin, 5, 0.5).ticks;
    expect(ticks.filter(before)).toEqual(healthy.filter(before));
    const usual = { errors: 0.02, crashes: 1, device: 0.2 };
    const after = figures(ticks, 'v13', fault, Infinity);
    for (const [metric, value] of Object.entries({ ...usual, [guardrail]: expected })) {
      const found = Number(Object.entries(after).find(([name]) => name === metric)?.[1]);
      expect(found / value).toBeGreaterThan(0.8);
      expect(found / value).toBeLessThan(1.25);
    }
    expect(figures(ticks, 'v12', 0, Infinity)).toEqual(figures(healthy, 'v12', 0, Infinity));
    const served = (canary * (start + intervals * 10_000 - fault)) / (intervals * 10_000);
    const amount = guardrail === 'crashes' ? served / 10 : served;
    const more = expected - (Object.entries(usual).find(([name]) => name === guardrail)?.[1] ?? 0);
    expect(excess / (amount * more)).toBeGreaterThan(0.8);
    expect(excess / (amount * more)).toBeLessThan(1.25);
  });
});

describe.each(
  kinds.flatMap(([kind, lines]) => [
    [`${kind} as recorded`, 'recording', lines] as const,
    [`a twin of ${kind}`, 'twin', lines] as const,
  ]),
)('a fault that is injected into %s', (_, kind, lines) => {
  it('is twice the harm of the first guardrail, from then on, and is rolled back', async () => {
    const source = await openSource({ kind, file: record(lines()) }, policy, {});
    const course = source.start(3);
    const usual = broughtBy(source, 3, 0.5);
    const ticks: Tick[] = [];
    let excess = 0;
    for (let number = 0; number < intervals; number += 1) {
      if (number === 50) {
        expect(course.fault).toBeUndefined();
        course.inject();
        // Whoever presses the key twice does not get it twice.
        course.inject();
        expect(course.fault).toBe(start + 500_000);
      }
      const interval = course.next(0.5);
      ticks.push(...interval.ticks);
      excess += interval.excessBad;
    }
    const before = ({ from }: Tick): boolean => from < start + 500_000;
    expect(ticks.filter(before)).toEqual(usual.ticks.filter(before));
    const injected = figures(ticks, 'v13', start + 500_000, Infinity);
    const untouched = figures(usual.ticks, 'v13', start + 500_000, Infinity);
    expect(injected).toEqual({ ...untouched, errors: expect.closeTo(0.048, 1.6) });
    // Where as recorded another guardrail was the worst, the larger of the two counts in each interval.
    const expected = 0.75 * usual.canary * 0.028;
    expect((excess - usual.excess) / expected).toBeGreaterThan(0.6);
    expect((excess - usual.excess) / expected).toBeLessThan(1.3);

    const { decisions } = rollOut(policy, source, 3, (__, other) => {
      if (other.fault === undefined) other.inject();
    });
    expect(decisions.map(({ action }) => action)).toContain('rollback');
  });
});

test('the canary of a recording is faulty from the beginning, if somebody says so', async () => {
  for (const lines of [tickLines(), requests(true)]) {
    const file = record(lines);
    const faulty = await openSource({ kind: 'recording', file, faulty: true }, policy, {});
    expect(faulty.start(1).fault).toBe(start);
    const unknown = await openSource({ kind: 'recording', file }, policy, {});
    expect(unknown.start(1).fault).toBeUndefined();
  }
});

test('what cannot be made worse, or is not there, is told when it is opened', async () => {
  const file = record(tickLines());
  const fault = (guardrail: string, settings: string): Promise<Source> =>
    openSource(
      { kind: 'fault', file, guardrail, times: 1 },
      policyWith(`tick: 10s, guardrails: { ${settings} }`),
      versions,
    );
  const errors = 'errors: { type: proportion, worse: higher }';
  await expect(fault('latency', errors)).rejects.toThrow(
    'there is no guardrail "latency": there is errors',
  );
  await expect(fault('labels', `${errors}, labels: { type: categories }`)).rejects.toThrow(
    'labels: this is never observed for the baseline, so nothing can be made worse',
  );
  await expect(
    fault('device', `${errors}, device: { type: categories, tolerance: { shift: 90% } }`),
  ).rejects.toThrow('device: nothing is worse than what is tolerated, a shift of 0.9 to any label');
});
