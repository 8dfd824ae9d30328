import type { ModelPolicy, Tick } from '@lastgood/triggers';

import { Random } from '../../../src/random/random.ts';
import { LineReader } from '../../../src/recordings/line.ts';
import { RecordedTicks } from '../../../src/replay/recorded-ticks.ts';
import type { Source } from '../../../src/traffic/source.ts';
import { rollOut } from '../../scenarios/closed-loop.ts';
import { policyWith } from '../policy.ts';

export const start = Date.UTC(2026, 4, 1);
export const versions = { canary: 'v13', baseline: 'v12' };

/** A guardrail of each type, of which one is late. */
export const everyType: ModelPolicy = policyWith(`
  baseline: v12, canary: v13, tick: 10s, lateness: 5s,
  guardrails: {
    errors: { type: proportion, worse: higher },
    crashes: { type: rate, worse: higher },
    score: { type: mean, worse: lower, range: [0, 10] },
    latency: { type: histogram, worse: higher, edges: [10, 20, 50, 100] },
    device: { type: categories },
    accuracy: { type: proportion, worse: lower, lateness: 25s },
  }`);

/** What some versions did with a request, as it is recorded; some metrics of some requests were not observed. */
export function outcomes(random: Random, versions: number): Readonly<Record<string, unknown>>[] {
  const observed = Array.from({ length: 6 }, () => random.uniform() < 0.9);
  return Array.from({ length: versions }, () => {
    const values = {
      errors: random.uniform() < 0.1 ? 1 : 0,
      crashes: { hits: random.uniform() < 0.1 ? 1 : 0, exposure: 0.1 },
      score: 12 * random.uniform() - 1,
      latency: 150 * random.uniform(),
      device: random.uniform() < 0.3 ? 'mobile' : 'web',
      accuracy: random.uniform() < 0.8,
      unguarded: 1,
    };
    const there = Object.entries(values).filter((_, place) => observed[place] ?? true);
    return Object.fromEntries(there);
  });
}

/** So many requests, most a second apart, with gaps; some are out of order, repeated or too late. */
export function requestLines<Line extends object>(
  count: number,
  seed: number,
  lineOf: (random: Random) => Line,
): (Line & { readonly time: number })[] {
  const random = new Random(seed);
  let time = start + 3000;
  return Array.from({ length: count }, (_, place) => {
    time += place % 100 === 99 ? 70_000 : 2000 * random.uniform();
    const late = random.uniform();
    return {
      time: Math.round(time - (late < 0.1 ? 3000 : late < 0.12 ? 60_000 : 0)),
      ...(random.uniform() < 0.3 && { id: `request ${place - (random.uniform() < 0.2 ? 2 : 0)}` }),
      ...(random.uniform() < 0.1 && { arrived: Math.round(time + 40_000 * random.uniform()) }),
      ...lineOf(random),
    };
  });
}

/** The ticks that `replay` sees. */
export function replayed(
  lines: readonly object[],
  policy: ModelPolicy,
  canaryShare = 0.5,
  seed = 1,
): Tick[] {
  const recorded = new RecordedTicks({ policy, versions, canaryShare, seed });
  const reader = new LineReader();
  const ticks: Tick[] = [];
  for (const line of lines) {
    const read = reader.read(JSON.stringify(line));
    const reason = typeof read === 'string' ? read : recorded.add(read);
    if (reason !== undefined) throw new Error(reason);
    ticks.push(...recorded.take());
  }
  recorded.close();
  return [...ticks, ...recorded.take()];
}

/** All that traffic brings at one share. */
export function broughtBy(
  source: Source,
  seed: number,
  share: number,
  calibrating = false,
): { readonly ticks: Tick[]; readonly canary: number; readonly baseline: number; excess: number } {
  const course = source.start(seed);
  const brought = { ticks: [] as Tick[], canary: 0, baseline: 0, excess: 0 };
  for (let number = 1; number <= source.intervals; number += 1) {
    const { ticks, requests, excessBad } = course.next(share, calibrating);
    const end = source.from + number * 10_000;
    for (const tick of ticks) {
      const complete = tick.to + (tick.lateness ?? 0);
      if (complete > end && number < source.intervals) throw new Error('a tick came too early');
    }
    brought.ticks.push(...ticks);
    brought.canary += requests.canary;
    brought.baseline += requests.baseline;
    brought.excess += excessBad;
  }
  return brought;
}

/** How many of so many rollouts end in a rollback. */
export function rolledBackOf(source: Source, policy: ModelPolicy, rollouts: number): number {
  let count = 0;
  for (let seed = 0; seed < rollouts; seed += 1) {
    const { decisions } = rollOut(policy, source, seed);
    if (decisions.some(({ action }) => action === 'rollback')) count += 1;
  }
  return count;
}
