import { badCount, sampleOf, type Sample } from '@lastgood/triggers';
import { describe, expect, it, test } from 'vitest';

import { Random } from '../../../src/random/random.ts';
import { openSource } from '../../../src/traffic/open-source.ts';
import { record } from '../../recordings/files.ts';
import { rollOut } from '../../scenarios/closed-loop.ts';
import { policyWith } from '../policy.ts';
import { broughtBy, everyType, outcomes, requestLines, rolledBackOf, start } from './recordings.ts';

const policy = policyWith(`
  tick: 10s, baseline: v12, canary: v13, risk: { falseRollback: 5% }, hysteresis: { attempts: 1 },
  rollout: { steps: [20%, 50%], dwell: 5m },
  guardrails: {
    errors: { type: proportion, worse: higher },
    latency: { type: histogram, worse: higher, edges: [50, 100, 200, 400] },
    score: { type: mean, worse: lower, range: [0, 1] }
  }`);

/** Ticks of a baseline alone, whose errors and latencies rise and fall with the hour. */
function driftingTicks(count: number): object[] {
  const random = new Random(12);
  return Array.from({ length: count }, (_, place) => {
    const wave = 1 + 0.8 * Math.sin(place / 9);
    const requests = 60 + place;
    const slow = random.binomial(requests, 0.15 * wave);
    const good = random.binomial(requests, 0.4);
    const errors = { count: requests, hits: random.binomial(requests, 0.05 * wave) };
    const latency = { edges: [50, 100, 200, 400], counts: [0, requests - slow, slow, 0, 0] };
    const score = { count: requests, sum: good, sumOfSquares: good };
    const from = start + place * 10_000;
    return { from, to: from + 10_000, versions: { v12: { errors, latency, score } } };
  });
}

test('a recording of the baseline alone will do, and its ticks follow one another in blocks', async () => {
  const lines = driftingTicks(300);
  const source = await openSource({ kind: 'twin', file: record(lines) }, policy, {});
  expect(source).toMatchObject({ closed: true, intervals: 300, from: start });
  const course = source.start(4);
  const places: number[] = [];
  for (let number = 0; number < source.intervals; number += 1) {
    const { requests, ticks, excessBad } = course.next(0.3);
    places.push(requests.canary + requests.baseline - 60);
    expect(ticks).toHaveLength(1);
    expect(ticks[0]).toMatchObject({
      from: start + number * 10_000,
      to: start + (number + 1) * 10_000,
    });
    expect(excessBad).toBe(0);
  }
  // A twentieth of 300 ticks.
  for (const [at, place] of places.entries()) {
    if (at % 15 > 0) expect(place).toBe(((places[at - 1] ?? NaN) + 1) % 300);
  }
  expect(new Set(places.filter((_, at) => at % 15 === 0)).size).toBeGreaterThan(15);
});

test('both versions have as many of everything as was recorded, at the same rates', async () => {
  const lines = driftingTicks(60);
  const source = await openSource({ kind: 'twin', file: record(lines) }, policy, {});
  const sums = { canary: { bad: 0, count: 0 }, baseline: { bad: 0, count: 0 } };
  for (let seed = 0; seed < 200; seed += 1) {
    const { ticks } = broughtBy(source, seed, 0.25);
    for (const tick of ticks) {
      for (const [arm, version] of [
        ['canary', 'v13'],
        ['baseline', 'v12'],
      ] as const) {
        const { bad, count } = badOf(sampleOf(tick, version, 'errors'));
        sums[arm].bad += bad;
        sums[arm].count += count;
      }
    }
  }
  const { canary, baseline } = sums;
  expect(canary.count / (canary.count + baseline.count)).toBeCloseTo(0.25, 2);
  const difference = canary.bad / canary.count - baseline.bad / baseline.count;
  expect(Math.abs(difference)).toBeLessThan(5 * Math.sqrt((0.05 * 0.95) / canary.count));
});

function badOf(sample: Sample | undefined): { bad: number; count: number } {
  if (!sample || !('hits' in sample) || !('count' in sample)) return { bad: 0, count: 0 };
  return badCount(sample, 'higher');
}

describe.each([
  [
    'single outcomes',
    requestLines(600, 2, (random) => ({ version: 'v12', ...outcomes(random, 1)[0] })),
  ],
  [
    'a shadow log',
    requestLines(600, 2, (random) => {
      const [v12, v13] = outcomes(random, 2);
      return { outcomes: { v12, v13 } };
    }),
  ],
])('a twin of %s', (_, lines) => {
  it('draws each request of the baseline for one of the two, with what is late later', async () => {
    const source = await openSource({ kind: 'twin', file: record(lines) }, everyType, {});
    const { ticks, canary, baseline } = broughtBy(source, 7, 0.25);
    expect(canary / (canary + baseline)).toBeGreaterThan(0.2);
    expect(canary / (canary + baseline)).toBeLessThan(0.3);
    const metrics = new Set(
      ticks.flatMap(({ versions, lateness }) =>
        Object.keys(versions['v13'] ?? {}).map((metric) => `${metric} ${lateness}`),
      ),
    );
    expect([...metrics].sort()).toEqual([
      'accuracy 25000',
      'crashes 5000',
      'device 5000',
      'errors 5000',
      'latency 5000',
      'score 5000',
    ]);
    expect(broughtBy(source, 7, 0.25).ticks).toEqual(ticks);
    expect(broughtBy(source, 8, 0.25).ticks).not.toEqual(ticks);
  });

  it('never gives the canary more than the share allows', async () => {
    const source = await openSource({ kind: 'twin', file: record(lines) }, everyType, {});
    expect(broughtBy(source, 1, 0).canary).toBe(0);
    expect(broughtBy(source, 1, 1).baseline).toBe(0);
  });
});

test('hardly any twin of drifting ticks is rolled back: at most as many as the risk says', async () => {
  const file = record(driftingTicks(200));
  // 5 % of 200, and three standard deviations.
  expect(
    rolledBackOf(await openSource({ kind: 'twin', file }, policy, {}), policy, 200),
  ).toBeLessThanOrEqual(19);
});

describe.each(['twin', 'fault', 'recording'] as const)('a calibration on a %s', (kind) => {
  const lines = requestLines(600, 2, (random) => {
    const [v12] = outcomes(random, 1);
    return { outcomes: { v12, v13: { ...v12, errors: 1 } } };
  });

  it('has ticks of the baseline for both groups, and they say so', async () => {
    const file = record(lines);
    const name =
      kind === 'fault' ? { kind, file, guardrail: 'errors', times: 3 } : ({ kind, file } as const);
    const source = await openSource(name, everyType, {});
    const { ticks, excess, canary } = broughtBy(source, 7, 0.5, true);
    expect(canary).toBeGreaterThan(200);
    expect(ticks.every(({ calibration }) => calibration)).toBe(true);
    expect(excess).toBe(0);
    const bad = ticks.reduce((sum, tick) => sum + badOf(sampleOf(tick, 'v13', 'errors')).bad, 0);
    // About a tenth of them, and not all.
    expect(bad / canary).toBeLessThan(0.2);
    const after = broughtBy(source, 7, 0.5);
    expect(after.ticks.some(({ calibration }) => calibration)).toBe(false);
    if (kind !== 'twin') expect(after.excess).toBeGreaterThan(0);
  });
});

test('a policy that calibrates can be tried on the twin of ticks', async () => {
  const calibrating = { ...policy, randomise: 'user', calibrate: 600_000 } as const;
  const source = await openSource(
    { kind: 'twin', file: record(driftingTicks(200)) },
    calibrating,
    {},
  );
  let calibrated = 0;
  const { decisions } = rollOut(calibrating, source, 3, ({ ticks }) => {
    calibrated += ticks.filter(({ calibration }) => calibration).length;
  });
  expect(calibrated).toBe(60);
  expect(decisions[0]).toMatchObject({ action: 'start', time: start + 600_000 });
});
