import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { JoinedTicks, OutcomeTicks, type RecordedTick, type Tick } from '../../src/index.ts';
import { options } from './guardrails.ts';

function tick(from: number, to: number, count = 10, hits = 1): RecordedTick {
  return { from, to, versions: { v13: { errors: { count, hits } } } };
}

function join(all: readonly RecordedTick[]): readonly Tick[] {
  const ticks = new JoinedTicks(options);
  for (const one of all) expect(ticks.add(one)).toBeUndefined();
  ticks.close();
  return ticks.take();
}

describe('ticks of another length', () => {
  it('that are shorter are joined to those of the policy', () => {
    const short = [0, 1, 2, 3, 4, 5].map((place) => tick(place * 5000, (place + 1) * 5000));
    expect(join(short)).toEqual([
      tick(0, 10_000, 20, 2),
      tick(10_000, 20_000, 20, 2),
      tick(20_000, 30_000, 20, 2),
    ]);
  });

  it('that are longer or as long come out as they are, wherever they begin', () => {
    const long = [tick(3000, 13_000), tick(13_000, 43_000), tick(50_000, 60_000)];
    expect(join(long)).toEqual(long);
  });

  it('go by where they begin if they do not fit evenly', () => {
    const short = [tick(0, 7000), tick(7000, 14_000), tick(14_000, 21_000), tick(21_000, 28_000)];
    expect(join(short)).toEqual([
      tick(0, 14_000, 20, 2),
      tick(14_000, 21_000),
      tick(21_000, 28_000),
    ]);
  });

  it('leave a longer one alone that begins in the same tick of the policy', () => {
    const mixed = [tick(0, 1000), tick(1000, 20_000)];
    expect(join(mixed)).toEqual(mixed);
  });
});

describe('what is refused', () => {
  test.each([
    [{ count: -3, hits: 0 }, 'has -3 as count, which is no whole number from 0 to 2^53 - 1'],
    [{ count: 1.5, hits: 0 }, 'has 1.5 as count, which is no whole number from 0 to 2^53 - 1'],
    [{ count: NaN, hits: 0 }, 'has NaN as count, which is no whole number from 0 to 2^53 - 1'],
    [
      { count: 2 ** 53, hits: 0 },
      'has 9007199254740992 as count, which is no whole number from 0 to 2^53 - 1',
    ],
    [{ count: '9', hits: 0 }, 'has "9" as count, which is no whole number from 0 to 2^53 - 1'],
    [{ count: 9, hits: -1 }, 'has -1 as hits, which is no whole number from 0 to 2^53 - 1'],
    [{ count: 9 }, 'has no hits'],
    [{ count: 9, hits: 10 }, 'has 10 hits out of a count of 9'],
    [7, 'is 7: a count and hits are expected'],
    [null, 'is null: a count and hits are expected'],
  ])('the sample %j', (sample, reason) => {
    const ticks = new JoinedTicks(options);
    const refusal = ticks.add({ from: 0, to: 1, versions: { v13: { errors: sample } } });
    expect(refusal).toEqual({ kind: 'impossible', reason: `errors of v13 ${reason}` });
    expect(ticks.add(tick(0, 1))).toBeUndefined();
    ticks.close();
    expect(ticks.take()).toEqual([tick(0, 1)]);
  });

  it('a version without metrics', () => {
    const refusal = new JoinedTicks(options).add({ from: 0, to: 1, versions: { v13: [] } });
    expect(refusal?.reason).toBe('v13 is a list: samples by metric are expected');
  });

  it('time that stands still, goes back or overlaps', () => {
    const ticks = new JoinedTicks(options);
    ticks.add(tick(0, 10_000));
    expect(ticks.add(tick(20_000, 20_000))?.reason).toBe(
      'it begins at 1970-01-01T00:00:20.000Z, not before its end, 1970-01-01T00:00:20.000Z',
    );
    expect(ticks.add(tick(9999, 20_000))?.reason).toBe(
      'it begins at 1970-01-01T00:00:09.999Z, before the one before it ends, 1970-01-01T00:00:10.000Z',
    );
    expect(ticks.add(tick(0, 10_000))?.kind).toBe('impossible');
    expect(ticks.add(tick(NaN, 20_000))?.reason).toBe('NaN to 20000 is no interval of time');
    ticks.close();
    expect(ticks.take()).toEqual([tick(0, 10_000)]);
  });

  it('counts that only together are too large', () => {
    const ticks = new JoinedTicks(options);
    ticks.add(tick(0, 1000, 2 ** 53 - 1));
    expect(ticks.add(tick(1000, 2000, 1))?.kind).toBe('impossible');
    expect(ticks.add(tick(1000, 2000, 0, 0))).toBeUndefined();
  });
});

it('takes over nothing that is not asked for', () => {
  const other = { from: 0, to: 10_000, versions: { v11: 'x', v12: { latency: 'x' } } };
  expect(join([other])).toEqual([{ from: 0, to: 10_000, versions: {} }]);
});

/** Short ticks one after the other, with a place in them for a sample. */
const recorded = fc.array(fc.record({ count: fc.nat(50), hits: fc.nat(50) }), { maxLength: 40 });

test('ticks that fit evenly come out as the single outcomes would have', () => {
  const property = fc.property(recorded, fc.constantFrom(1000, 2500, 5000), (samples, length) => {
    const single = new OutcomeTicks(options);
    const short: RecordedTick[] = [];
    for (const [place, { count, hits: most }] of samples.entries()) {
      const hits = Math.min(count, most);
      if (count === 0) continue;
      const from = place * length;
      short.push(tick(from, from + length, count, hits));
      for (let request = 0; request < count; request += 1) {
        single.add({
          time: from + (request % length),
          version: 'v13',
          values: { errors: request < hits },
        });
      }
    }
    single.close();
    expect(join(short).map(({ versions }) => versions)).toEqual(
      single.take().map(({ versions }) => versions),
    );
  });
  fc.assert(property, { seed: 3, numRuns: 50 });
});

test('state that went through JSON goes on as if nothing had happened', () => {
  const property = fc.property(recorded, fc.nat(40), (samples, at) => {
    const short = samples.map(({ count, hits }, place) =>
      tick(place * 3000, place * 3000 + 3000, count + hits, hits),
    );
    const first = new JoinedTicks(options);
    for (const one of short.slice(0, at)) first.add(one);
    const saved = first.state();
    const json = JSON.stringify(saved);
    const second = new JoinedTicks(options, JSON.parse(json));
    for (const one of short.slice(at)) {
      first.add(one);
      second.add(one);
    }
    first.close();
    expect(JSON.stringify(saved)).toBe(json);
    second.close();
    expect(second.take()).toEqual(join(short));
  });
  fc.assert(property, { seed: 3 });
});
