import { outcomesIn, sampleOf } from '@lastgood/triggers';
import { describe, expect, it } from 'vitest';

import { marginNulls } from '../../nulls/margins.ts';
import { trafficNulls } from '../../nulls/traffic.ts';
import { typeNulls } from '../../nulls/types.ts';
import { userNulls } from '../../nulls/users.ts';
import { type Interval, type Stream, versions } from '../../streams/stream.ts';

const nulls = [...trafficNulls, ...marginNulls, ...typeNulls, ...userNulls];

function intervals(stream: Stream, seed: number, count: number): Interval[] {
  const source = stream(seed);
  return Array.from({ length: count }, (_, place) => source(place + 1, 0.05));
}

describe.each(nulls)('$name', ({ stream }) => {
  it('is the same for the same seed, and another for another', () => {
    expect(intervals(stream, 7, 20)).toEqual(intervals(stream, 7, 20));
    expect(intervals(stream, 7, 20)).not.toEqual(intervals(stream, 8, 20));
  });

  it('is a row of ticks, one interval after the other', () => {
    for (const [place, { ticks }] of intervals(stream, 3, 20).entries()) {
      for (const { from, to } of ticks) {
        expect(to - from).toBeGreaterThan(0);
        expect(from).toBe(place * (to - from));
      }
    }
  });

  it('has an outcome for each request, whatever is measured of it', () => {
    for (const { canary, baseline, ticks } of intervals(stream, 3, 20)) {
      for (const { versions: samples, calibration } of ticks) {
        const counts = [versions.canary, versions.baseline].map((version) =>
          Object.values(samples[version] ?? {}).flatMap((sample) =>
            'exposure' in sample ? [] : [outcomesIn(sample)],
          ),
        );
        if (calibration) {
          expect((counts[0]?.[0] ?? 0) + (counts[1]?.[0] ?? 0)).toBe(baseline);
          continue;
        }
        for (const count of counts[0] ?? []) expect(count).toBe(canary);
        for (const count of counts[1] ?? []) expect(count).toBe(baseline);
      }
    }
  });
});

/** Outcomes of a metric over all intervals, and how many of them hit. */
function shareOf(all: readonly Interval[], version: string, metric: string): number {
  let [count, hits] = [0, 0];
  for (const tick of all.flatMap(({ ticks }) => ticks)) {
    const sample = sampleOf(tick, version, metric);
    if (!sample || !('hits' in sample && 'count' in sample)) continue;
    count += sample.count;
    hits += sample.hits;
  }
  return hits / count;
}

describe('a stream of errors', () => {
  /** Five standard errors. */
  const margin = (rate: number, count: number): number =>
    5 * Math.sqrt((rate * (1 - rate)) / count);

  it.each([
    ['200/200 of 400 requests a tick, 1 % errors', 0.01, 0.01],
    ['4/396 of 400 requests a tick, 1 % errors', 0.01, 0.01],
    ['20/380 of 400 requests a tick, 15 % errors', 0.15, 0.15],
    ['each request assigned at random, 5 %', 0.01, 0.01],
    ['ticks of 4 requests, 5 %', 0.01, 0.01],
    ['at the margin: 10 % more errors, 1 → 1.1 %', 0.01, 0.011],
    ['at the margin: 10 % more errors, 15 → 16.5 %', 0.15, 0.165],
    ['at the margin: 1 point more errors, 1 → 2 %', 0.01, 0.02],
    ['at the margin: 1 point more errors, 15 → 16 %', 0.15, 0.16],
  ])('has the rates of its name: %s', (name, baselineRate, canaryRate) => {
    const stream = nulls.find((one) => one.name === name)?.stream;
    if (!stream) throw new Error(`there is no null "${name}"`);
    const all = intervals(stream, 11, 1000);
    const expectShare = (arm: 'canary' | 'baseline', rate: number): void => {
      const requests = all.reduce((sum, interval) => sum + interval[arm], 0);
      const found = shareOf(all, versions[arm], 'errors');
      expect(Math.abs(found - rate)).toBeLessThan(margin(rate, requests));
    };
    expectShare('baseline', baselineRate);
    expectShare('canary', canaryRate);
  });

  it('whose weight rises has more canary requests when there are more errors', () => {
    const stream = nulls.find(({ name }) => name.startsWith('the weight rises'))?.stream;
    if (!stream) throw new Error('there is no such null');
    const all = intervals(stream, 2, 1000);
    const canaryShare = (part: readonly Interval[]): number =>
      part.reduce((sum, { canary }) => sum + canary, 0) / (400 * part.length);
    expect(canaryShare(all.slice(0, 100))).toBeCloseTo(0.0725, 2);
    expect(canaryShare(all.slice(900))).toBeCloseTo(0.4775, 1);
    expect(shareOf(all.slice(0, 100), versions.baseline, 'errors')).toBeCloseTo(0.00575, 2);
    expect(shareOf(all.slice(900), versions.baseline, 'errors')).toBeCloseTo(0.01925, 2);
    // Pooled, the canary looks worse, though both are equal at any time.
    const pooled =
      shareOf(all, versions.canary, 'errors') / shareOf(all, versions.baseline, 'errors');
    expect(pooled).toBeGreaterThan(1.15);
  });

  it('with labels of a day later has them in order, of the same requests', () => {
    const { stream } = typeNulls.at(-1) ?? { stream: undefined };
    if (!stream) throw new Error('there is no such null');
    const day = 144;
    const all = intervals(stream, 5, 2 * day);
    const late = all.flatMap(({ ticks }) => ticks.filter((tick) => tick.lateness));
    const early = all.flatMap(({ ticks }) => ticks.filter((tick) => !tick.lateness));
    expect(early).toHaveLength(2 * day);
    expect(late).toHaveLength(day);
    expect(late.map(({ from }) => from)).toEqual(early.slice(0, day).map(({ from }) => from));
    expect(late.every(({ lateness }) => lateness === day * 600_000)).toBe(true);
    expect(shareOf(all, versions.baseline, 'labels')).toBeCloseTo(0.02 * 0.8 + 0.98 * 0.1, 2);
  });
});
