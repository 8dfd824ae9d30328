import { describe, expect, it, test } from 'vitest';

import { replayRecording } from '../../../src/replay/replay.ts';
import { shippedRecording } from '../../../src/scenarios/library.ts';
import { openSource } from '../../../src/traffic/open-source.ts';
import { record } from '../../recordings/files.ts';
import { rollOut } from '../../scenarios/closed-loop.ts';
import { policyWith } from '../policy.ts';
import {
  broughtBy,
  everyType,
  outcomes,
  replayed,
  requestLines,
  start,
  versions,
} from './recordings.ts';

const shadowLines = requestLines(700, 5, (random) => {
  const [v12, v13] = outcomes(random, 2);
  return { outcomes: { v12, v13, v14: {} } };
});

const outcomeLines = requestLines(700, 6, (random) => ({
  version: random.uniform() < 0.2 ? 'v13' : random.uniform() < 0.05 ? 'v14' : 'v12',
  ...outcomes(random, 1)[0],
}));

function tickLine(place: number, length: number): object {
  const from = start + 4000 + place * length + (place > 50 ? 200_000 : 0);
  const sample = (count: number): object => ({
    errors: { count, hits: Math.min(count, place % 3) },
    crashes: { hits: place % 2, exposure: 2 },
    score: { count, sum: 4 * count, sumOfSquares: 20 * count },
    latency: { edges: [10, 100], counts: [count - 1, 1, place % 2] },
    device: { counts: { web: count, tv: place % 4 } },
    unguarded: { count, hits: 0 },
  });
  return {
    from,
    to: from + length,
    versions: { v12: sample(40), ...(place % 7 > 0 && { v13: sample(10) }) },
    ...(place % 5 > 0 && { weights: { v12: 80, v13: 20 } }),
    ...(place < 3 && { calibration: true }),
  };
}

describe.each([2000, 10_000, 35_000])('ticks of %d ms', (length) => {
  it('come as they do in a replay', async () => {
    const lines = Array.from({ length: 100 }, (_, place) => tickLine(place, length));
    const source = await openSource({ kind: 'recording', file: record(lines) }, everyType, {});
    expect(source).toMatchObject({ closed: false, versions });
    const { ticks } = broughtBy(source, 3, 0.9);
    expect(ticks).toEqual(replayed(lines, everyType).filter(({ calibration }) => !calibration));
  });
});

test('ticks of calibration are for whoever calibrates', async () => {
  const lines = Array.from({ length: 9 }, (_, place) => tickLine(place, 10_000));
  const calibrating = policyWith(
    'tick: 10s, baseline: v12, canary: v13, randomise: user, calibrate: 1m, rollout: { steps: [5%, 100%] }, guardrails: { errors: { type: proportion, worse: higher } }',
  );
  const source = await openSource({ kind: 'recording', file: record(lines) }, calibrating, {});
  const { ticks, canary } = broughtBy(source, 3, 0.9);
  expect(ticks).toEqual(replayed(lines, calibrating));
  expect(ticks.filter(({ calibration }) => calibration)).toHaveLength(3);
  expect(canary).toBe(50);
});

test('single outcomes come as they do in a replay', async () => {
  const file = record(outcomeLines);
  const source = await openSource({ kind: 'recording', file }, everyType, {});
  expect(source.closed).toBe(false);
  const { ticks } = broughtBy(source, 3, 0.9);
  expect(ticks).toEqual(replayed(outcomeLines, everyType));
  expect(ticks.some(({ lateness }) => lateness === 25_000)).toBe(true);
});

test.each([
  [0.1, 1],
  [0.5, 77],
  [1, 3],
])('a shadow log at the share %d and seed %d is split as in a replay', async (share, seed) => {
  const file = record(shadowLines);
  const source = await openSource({ kind: 'recording', file }, everyType, {});
  expect(source).toMatchObject({ closed: true, versions });
  const { ticks, canary, baseline } = broughtBy(source, seed, share);
  expect(ticks).toEqual(replayed(shadowLines, everyType, share, seed));
  expect(canary + baseline).toBe(700);
});

test('no more labels are told apart than by the engine', async () => {
  const lines = Array.from({ length: 120 }, (_, place) => ({
    time: start + place,
    outcomes: { v12: { device: `phone ${place}` }, v13: { device: `phone ${place}` } },
  }));
  const source = await openSource({ kind: 'recording', file: record(lines) }, everyType, {});
  const { ticks } = broughtBy(source, 1, 1);
  expect(ticks).toEqual(replayed(lines, everyType, 1, 1));
  expect(ticks[0]?.versions['v13']?.['device']).toMatchObject({ counts: { other: 70 } });
});

test.each([1, 2, 3])('the same is decided on the electricity log with seed %d', async (seed) => {
  const file = shippedRecording('electricity-shadow.jsonl.gz');
  const policy = policyWith(`
    tick: 30m, baseline: v12, canary: v13, risk: { falseRollback: 1% }, rollout: { steps: [10%] },
    guardrails: {
      accuracy: { type: proportion, worse: lower, tolerance: { absolute: 0.01 } },
      loss: { type: mean, worse: higher, range: [0, 5] },
      prediction: { type: categories }
    }`);
  const replay = await replayRecording({
    file,
    policy,
    versions,
    canaryShare: 0.1,
    seed,
    skipBadLines: false,
  });
  const source = await openSource({ kind: 'recording', file }, policy, {});
  let canaryRequests = 0;
  let rolledBack = false;
  const { decisions } = rollOut(policy, source, seed, ({ requests }) => {
    if (!rolledBack) canaryRequests += requests.canary;
    rolledBack ||= canaryRequests >= replay.canaryRequests;
  });
  const rollback = decisions.find(({ action }) => action === 'rollback');
  expect(rollback).toMatchObject({ tick: replay.tick, evidence: replay.evidence });
  expect(rollback && new Date(rollback.time).toISOString()).toBe(replay.time);
  expect(canaryRequests).toBe(replay.canaryRequests);
});
