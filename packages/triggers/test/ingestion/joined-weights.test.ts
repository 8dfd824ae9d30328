import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { JoinedTicks, type RecordedTick, type Tick } from '../../src/index.ts';
import { options } from './guardrails.ts';

type Said = Pick<RecordedTick, 'weights' | 'calibration'>;

const five = { v12: 95, v13: 5 };
const half = { v12: 0.5, v13: 0.5 };

/** A tick of one second, as it is recorded and as it comes out. */
function second(place: number, said: Said = {}, count = 1): Tick {
  const [from, to] = [place * 1000, place * 1000 + 1000];
  return { from, to, versions: { v13: { errors: { count, hits: 0 } } }, ...said };
}

function join(all: readonly RecordedTick[]): readonly Tick[] {
  const ticks = new JoinedTicks(options);
  for (const one of all) expect(ticks.add(one)).toBeUndefined();
  ticks.close();
  return ticks.take();
}

test.each<[string, Said, Said]>([
  ['the same weights', { weights: five }, { weights: { ...five } }],
  ['the same shares in another unit', { weights: five }, { weights: { v13: 0.05, v12: 0.95 } }],
  [
    'the same shares that are not the same numbers',
    { weights: { v12: 0.7, v13: 0.1 } },
    { weights: { v12: 7, v13: 1 } },
  ],
  ['a version that gets nothing', { weights: five }, { weights: { ...five, v11: 0 } }],
  ['no weights', {}, {}],
  ['calibration', { calibration: true, weights: half }, { calibration: true, weights: half }],
])('%s: the ticks are joined, and go by the first', (_, first, second_) => {
  const [one, ...others] = join([second(0, first), second(1, second_)]);
  expect(one).toEqual({ ...second(0, first, 2), to: 2000 });
  expect(others).toEqual([]);
});

test.each<[string, Said, Said]>([
  ['other weights', { weights: five }, { weights: half }],
  ['weights that differ little', { weights: five }, { weights: { ...five, v13: 5.000001 } }],
  ['another version', { weights: five }, { weights: { ...five, v11: 1 } }],
  ['weights that are known only then', {}, { weights: five }],
  ['weights that are not known any more', { weights: five }, {}],
  ['the end of the calibration', { calibration: true }, {}],
  ['the begin of a calibration', { weights: half }, { weights: half, calibration: true }],
])('%s: the open tick is closed early', (_, before, then) => {
  const all = [second(0, before), second(1, then), second(2, then)];
  const ticks = new JoinedTicks(options);
  for (const one of all) ticks.add(one);
  expect(ticks.take()).toEqual([second(0, before)]);
  ticks.close();
  expect(ticks.take()).toEqual([{ ...second(1, then, 2), to: 3000 }]);
});

test('a tick that is refused does not close the open one, and is counted across a restart', () => {
  const ticks = new JoinedTicks(options);
  ticks.add(second(0, { weights: five }));
  const impossible = { v13: { errors: { count: 1, hits: 2 } } };
  expect(ticks.add({ ...second(1, { weights: half }), versions: impossible })?.reason).toBe(
    'errors of v13 has 2 hits out of a count of 1',
  );
  expect(ticks.refused).toBe(1);
  const resumed = new JoinedTicks(options, JSON.parse(JSON.stringify(ticks.state())));
  resumed.add(second(0));
  expect(resumed.refused).toBe(2);
  expect(resumed.state().refused).toBe(2);
  resumed.add(second(1, { weights: five }));
  resumed.close();
  expect(resumed.take()).toEqual([{ ...second(0, { weights: five }, 2), to: 2000 }]);
});

test('inside a tick the weights are the same and no tick is closed without need, also across a restart', () => {
  const said: fc.Arbitrary<Said> = fc.record(
    {
      weights: fc.constantFrom<NonNullable<Said['weights']>[]>(five, half, { v12: 1, v13: 1 }),
      calibration: fc.constant(true as const),
    },
    { requiredKeys: [] },
  );
  const kind = ({ weights, calibration }: Said): string =>
    `${weights && (weights['v13'] === 5 ? 'five' : 'half')} ${calibration}`;
  const property = fc.property(fc.array(said, { maxLength: 40 }), fc.nat(40), (all, at) => {
    const expected: Tick[] = [];
    for (const [place, one] of all.entries()) {
      const last = expected.at(-1);
      const joins =
        last &&
        Math.floor(last.from / 10_000) === Math.floor(place / 10) &&
        kind(last) === kind(one);
      const count = joins ? place - last.from / 1000 + 1 : 1;
      const first = joins ? last : second(place, one);
      if (joins) expected.pop();
      expected.push({
        ...first,
        to: place * 1000 + 1000,
        versions: { v13: { errors: { count, hits: 0 } } },
      });
    }
    let ticks = new JoinedTicks(options);
    for (const [place, one] of all.entries()) {
      if (place === at) ticks = new JoinedTicks(options, JSON.parse(JSON.stringify(ticks.state())));
      ticks.add(second(place, one));
    }
    ticks.close();
    expect(ticks.take()).toEqual(expected);
  });
  fc.assert(property, { seed: 3 });
});

test('weights that do not name a version of the comparison are refused: a wrong name would hide a mismatch', () => {
  const ticks = new JoinedTicks(options);
  const refusal = ticks.add(second(0, { weights: { v12: 95, 'v-13': 5 } }));
  expect(refusal).toEqual({
    kind: 'impossible',
    reason: 'weights name no "v13": there is v12, v-13',
  });
});
