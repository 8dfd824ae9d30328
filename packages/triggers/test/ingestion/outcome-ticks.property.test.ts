import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { outcomesIn, OutcomeTicks, type Outcome, type Tick } from '../../src/index.ts';
import { options } from './guardrails.ts';

const seeded = { seed: 3 };
const observation = fc.constantFrom(0, 1, true, false, undefined);
const outcome: fc.Arbitrary<Outcome> = fc.record({
  time: fc.integer({ min: -30_000, max: 60_000 }),
  version: fc.constantFrom('v12', 'v13', 'v11'),
  values: fc.record({ errors: observation, accuracy: observation, latency: fc.double() }),
  id: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { nil: undefined }),
});
const outcomes = fc.array(outcome, { maxLength: 60 });
const anonymous = outcome.map((one) => ({ ...one, id: undefined }));
const allAnonymous = fc.array(anonymous, { maxLength: 60 });
const lateness = fc.constantFrom(0, 3000, 10_000, 25_000);

function sum(ticks: OutcomeTicks, all: readonly Outcome[]): Tick[] {
  const taken: Tick[] = [];
  for (const one of all) {
    ticks.add(one);
    taken.push(...ticks.take());
  }
  ticks.close();
  return [...taken, ...ticks.take()];
}

/** The same sums, tick by tick over all the outcomes again. */
function naive(all: readonly Outcome[]): Tick[] {
  const ticks: Tick[] = [];
  for (let from = -30_000; from <= 60_000; from += options.tick) {
    const to = from + options.tick;
    const versions: Record<string, Record<string, { count: number; hits: number }>> = {};
    for (const version of options.versions) {
      for (const { name } of options.guardrails) {
        const observed = all
          .filter((one) => one.version === version && one.time >= from && one.time < to)
          .map(({ values }) => values[name])
          .filter((value) => value !== undefined);
        if (observed.length === 0) continue;
        const hits = observed.filter((value) => value === 1 || value === true).length;
        (versions[version] ??= {})[name] = { count: observed.length, hits };
      }
    }
    if (Object.keys(versions).length > 0) ticks.push({ from, to, versions });
  }
  return ticks;
}

test('outcomes in the order of time add up to what a naive count says', () => {
  const property = fc.property(allAnonymous, (all) => {
    const ordered = all.toSorted((left, right) => left.time - right.time);
    expect(sum(new OutcomeTicks(options), ordered)).toEqual(naive(ordered));
  });
  fc.assert(property, seeded);
});

test('the order within a tick does not matter', () => {
  const inOneTick = fc.array(
    anonymous.map((one) => ({ ...one, time: Math.abs(one.time) % options.tick })),
  );
  const shuffled = inOneTick.chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
    ),
  );
  const property = fc.property(shuffled, ([all, other]) => {
    expect(sum(new OutcomeTicks(options), other)).toEqual(sum(new OutcomeTicks(options), all));
  });
  fc.assert(property, seeded);
});

test('the order does not matter within the lateness', () => {
  const lateness = 100_000;
  const property = fc.property(allAnonymous, (all) => {
    const expected = naive(all).map((tick) => ({ ...tick, lateness }));
    expect(sum(new OutcomeTicks({ ...options, lateness }), all)).toEqual(expected);
  });
  fc.assert(property, seeded);
});

test('how often ticks are taken changes nothing', () => {
  const property = fc.property(outcomes, lateness, (all, lateness) => {
    const taken = new OutcomeTicks({ ...options, lateness });
    const left = new OutcomeTicks({ ...options, lateness });
    for (const one of all) left.add(one);
    left.close();
    expect(sum(taken, all)).toEqual(left.take());
    expect(taken.state()).toEqual(left.state());
  });
  fc.assert(property, seeded);
});

test('state that went through JSON goes on as if nothing had happened', () => {
  const property = fc.property(outcomes, lateness, fc.nat(60), (all, lateness, at) => {
    const whole = new OutcomeTicks({ ...options, lateness });
    const first = new OutcomeTicks({ ...options, lateness });
    for (const one of all.slice(0, at)) first.add(one);
    const saved = first.state();
    const json = JSON.stringify(saved);
    const second = new OutcomeTicks({ ...options, lateness }, JSON.parse(json));
    expect(JSON.stringify(second.state())).toBe(json);
    for (const one of all.slice(at)) {
      first.add(one);
      second.add(one);
    }
    first.close();
    expect(JSON.stringify(saved)).toBe(json);
    for (const one of all) whole.add(one);
    second.close();
    whole.close();
    expect(second.state()).toEqual(whole.state());
  });
  fc.assert(property, seeded);
});

test('every outcome is counted, repeated, late or of no interest', () => {
  const property = fc.property(outcomes, lateness, (all, lateness) => {
    const ticks = new OutcomeTicks({ ...options, lateness });
    const only = all.map((one) => ({ ...one, values: { errors: 1 } }));
    const interesting = only.filter((one) => options.versions.includes(one.version));
    const total = sum(ticks, interesting)
      .flatMap(({ versions }) => Object.values(versions))
      .reduce(
        (count, samples) => count + (samples['errors'] ? outcomesIn(samples['errors']) : 0),
        0,
      );
    expect(total + ticks.late + ticks.repeated).toBe(interesting.length);
  });
  fc.assert(property, seeded);
});
