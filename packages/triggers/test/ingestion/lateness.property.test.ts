import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { OutcomeTicks, type Outcome, type Tick } from '../../src/index.ts';
import { guardrail } from './guardrails.ts';

const tick = 10_000;
const versions = ['v13', 'v12'];
const observation = fc.constantFrom(0, 1, undefined);
const outcome: fc.Arbitrary<Outcome> = fc.record({
  time: fc.integer({ min: -30_000, max: 60_000 }),
  version: fc.constantFrom('v12', 'v13', 'v11'),
  values: fc.record({ errors: observation, accuracy: observation, clicks: observation }),
  id: fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: undefined }),
  arrived: fc.option(fc.integer({ min: -30_000, max: 90_000 }), { nil: undefined }),
});
const outcomes = fc.array(outcome, { maxLength: 60 });
const lateness = fc.constantFrom(0, 3000, 10_000, 25_000);
/** Of errors, accuracy and clicks; the last one has the model's. */
const latenesses = fc.tuple(lateness, lateness, lateness);

function optionsWith([errors, accuracy, clicks]: readonly [number, number, number]) {
  return {
    tick,
    lateness: clicks,
    guardrails: [
      { ...guardrail('errors'), lateness: errors },
      { ...guardrail('accuracy'), lateness: accuracy },
      guardrail('clicks'),
    ],
    versions,
  };
}

interface Observation {
  readonly metric: string;
  readonly lateness: number;
  readonly version: string;
  readonly from: number;
  readonly id: string | undefined;
  readonly hit: boolean;
}

/** The same by the definition: each observation by itself, and the ticks made of all of them in the end. */
function naive(all: readonly Outcome[], { guardrails, lateness }: ReturnType<typeof optionsWith>) {
  const counted: Observation[] = [];
  const refusals: (readonly string[])[] = [];
  let repeated = 0;
  let watermark = -Infinity;
  for (const { time, version, values, id, arrived = -Infinity } of all) {
    watermark = Math.max(watermark, time);
    const from = Math.floor(time / tick) * tick;
    const late: string[] = [];
    const said: boolean[] = [];
    for (const { name: metric, lateness: own = lateness } of guardrails) {
      if (values[metric] === undefined || !versions.includes(version)) continue;
      const closed = (begin: number): boolean => begin + tick + own <= watermark;
      if (closed(from) || arrived >= from + tick + own) {
        late.push(metric);
        continue;
      }
      const known = counted.some(
        (one) => id !== undefined && one.id === id && one.metric === metric && !closed(one.from),
      );
      said.push(!known);
      if (!known) {
        counted.push({ metric, lateness: own, version, from, id, hit: values[metric] === 1 });
      }
    }
    refusals.push(late);
    if (late.length === 0 && said.length > 0 && !said.includes(true)) repeated += 1;
  }
  return { ticks: ticksOf(counted), refusals, repeated };
}

function ticksOf(counted: readonly Observation[]): Tick[] {
  const ticks = new Map<string, Tick>();
  for (const { from, lateness } of counted) {
    const same = counted.filter((one) => one.from === from && one.lateness === lateness);
    const samples = (version: string) => {
      const metrics = same.filter((one) => one.version === version);
      return metrics.map(({ metric }) => {
        const of = metrics.filter((one) => one.metric === metric);
        return [metric, { count: of.length, hits: of.filter(({ hit }) => hit).length }];
      });
    };
    const observed = [...new Set(same.map(({ version }) => version))];
    ticks.set(`${from} ${lateness}`, {
      from,
      to: from + tick,
      versions: Object.fromEntries(
        observed.map((version) => [version, Object.fromEntries(samples(version))]),
      ),
      ...(lateness > 0 && { lateness }),
    });
  }
  const closes = ({ to, lateness = 0 }: Tick): number => to + lateness;
  return [...ticks.values()].sort(
    (left, right) => closes(left) - closes(right) || left.from - right.from,
  );
}

test('what is counted, when, and what is late is what the definition says', () => {
  const property = fc.property(outcomes, latenesses, (all, latenesses) => {
    const options = optionsWith(latenesses);
    const expected = naive(all, options);
    const ticks = new OutcomeTicks(options);
    const refusals = all.map((one) => {
      const refusal = ticks.add(one);
      return refusal?.kind === 'late' ? refusal.metrics : [];
    });
    ticks.close();
    expect(refusals.map((metrics) => metrics.toSorted())).toEqual(
      expected.refusals.map((metrics) => metrics.toSorted()),
    );
    expect(ticks.late).toBe(refusals.filter((metrics) => metrics.length > 0).length);
    expect(ticks.repeated).toBe(expected.repeated);
    expect(ticks.take()).toEqual(expected.ticks);
  });
  fc.assert(property, { seed: 3, numRuns: 500 });
});

test('taking often, seldom, or from a state that went through JSON changes nothing', () => {
  const property = fc.property(outcomes, latenesses, fc.nat(60), (all, latenesses, at) => {
    const options = optionsWith(latenesses);
    const whole = new OutcomeTicks(options);
    let saved = new OutcomeTicks(options);
    const taken: Tick[] = [];
    for (const [place, one] of all.entries()) {
      whole.add(one);
      if (place >= at) saved = new OutcomeTicks(options, JSON.parse(JSON.stringify(saved.state())));
      saved.add(one);
      taken.push(...saved.take());
    }
    whole.close();
    saved.close();
    expect([...taken, ...saved.take()]).toEqual(whole.take());
    expect(saved.state()).toEqual(whole.state());
  });
  fc.assert(property, { seed: 3 });
});
