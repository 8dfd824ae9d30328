import { describe, expect, it, test } from 'vitest';

import { OutcomeTicks, type Outcome } from '../../src/index.ts';
import { options } from './guardrails.ts';

function outcome(time: number, values: Outcome['values'], more: Partial<Outcome> = {}): Outcome {
  return { time, version: 'v13', values, ...more };
}

const hit = { count: 1, hits: 1 };
const miss = { count: 1, hits: 0 };

describe('ticks', () => {
  it('begin at multiples of their length since the epoch, and do not include their end', () => {
    const ticks = new OutcomeTicks(options);
    for (const time of [29_999, 20_000]) ticks.add(outcome(time, { errors: 0 }));
    expect(ticks.take()).toEqual([]);
    ticks.add(outcome(30_000, { errors: 1 }));
    expect(ticks.take()).toEqual([
      { from: 20_000, to: 30_000, versions: { v13: { errors: { count: 2, hits: 0 } } } },
    ]);
    ticks.close();
    expect(ticks.take()).toEqual([
      { from: 30_000, to: 40_000, versions: { v13: { errors: hit } } },
    ]);
  });

  it('are handed out once', () => {
    const ticks = new OutcomeTicks(options);
    ticks.add(outcome(0, { errors: 0 }));
    ticks.close();
    expect(ticks.take()).toHaveLength(1);
    ticks.close();
    expect(ticks.take()).toEqual([]);
  });

  it('count as soon as time itself has come to their end', () => {
    const ticks = new OutcomeTicks(options);
    ticks.add(outcome(0, { errors: 0 }));
    ticks.advance(9999);
    expect(ticks.take()).toEqual([]);
    ticks.advance(10_000);
    expect(ticks.take()).toHaveLength(1);
  });

  it('begin before the epoch as well', () => {
    const ticks = new OutcomeTicks(options);
    ticks.add(outcome(-1, { errors: 0 }));
    ticks.close();
    expect(ticks.take()).toMatchObject([{ from: -10_000, to: 0 }]);
  });

  it('without an observation are not handed out, however long the gap', () => {
    const ticks = new OutcomeTicks(options);
    ticks.add(outcome(0, { errors: 0 }));
    ticks.add(outcome(1e15, { latency: 12 }));
    ticks.add(outcome(2e15, { errors: 0 }, { version: 'v11' }));
    ticks.add(outcome(3e15, { errors: 0 }));
    ticks.close();
    expect(ticks.take().map(({ from }) => from)).toEqual([0, 3e15]);
  });
});

describe('observations', () => {
  test.each([
    [1, hit],
    [true, hit],
    [0, miss],
    [false, miss],
    [-0, miss],
  ])('%j is one', (value, sample) => {
    const ticks = new OutcomeTicks(options);
    expect(ticks.add(outcome(0, { errors: value }))).toBeUndefined();
    ticks.close();
    expect(ticks.take()).toMatchObject([{ versions: { v13: { errors: sample } } }]);
  });

  test.each([
    [NaN, 'errors is NaN: a proportion is observed as 0, 1, true or false'],
    [2, 'errors is 2: a proportion is observed as 0, 1, true or false'],
    [0.5, 'errors is 0.5: a proportion is observed as 0, 1, true or false'],
    ['yes', 'errors is "yes": a proportion is observed as 0, 1, true or false'],
    ['1', 'errors is "1": a proportion is observed as 0, 1, true or false'],
    [null, 'errors is null: a proportion is observed as 0, 1, true or false'],
    [1n, 'errors is 1: a proportion is observed as 0, 1, true or false'],
    [{}, 'errors is an object: a proportion is observed as 0, 1, true or false'],
    [[1], 'errors is a list: a proportion is observed as 0, 1, true or false'],
  ])('%s is none, and the rest of its outcome is not counted either', (value, reason) => {
    const ticks = new OutcomeTicks(options);
    const refusal = ticks.add(outcome(0, { accuracy: 1, errors: value }));
    expect(refusal).toEqual({ kind: 'impossible', reason });
    ticks.close();
    expect(ticks.take()).toEqual([]);
  });

  it('that are absent are no zeros', () => {
    const ticks = new OutcomeTicks(options);
    ticks.add(outcome(0, { errors: 1, accuracy: undefined }));
    ticks.close();
    expect(ticks.take()).toEqual([{ from: 0, to: 10_000, versions: { v13: { errors: hit } } }]);
  });

  it('are not found in what every object inherits', () => {
    const [first] = options.guardrails;
    const guardrails = first ? [{ ...first, name: 'constructor' }] : [];
    const ticks = new OutcomeTicks({ ...options, guardrails });
    expect(ticks.add(outcome(0, { errors: 1 }))).toBeUndefined();
    ticks.add(outcome(0, { constructor: 1 }));
    ticks.close();
    expect(ticks.take()).toMatchObject([{ versions: { v13: { constructor: hit } } }]);
  });

  it.each([NaN, Infinity, 9e15])('at the time %d are refused', (time) => {
    const ticks = new OutcomeTicks(options);
    expect(ticks.add(outcome(time, { errors: 0 }))?.kind).toBe('impossible');
    const arrived = { arrived: time };
    expect(ticks.add(outcome(0, { errors: 0 }, arrived))?.kind).toBe('impossible');
    ticks.close();
    expect(ticks.take()).toEqual([]);
  });
});

describe('lateness', () => {
  const waiting = { ...options, lateness: 25_000 };

  it('is how long a tick waits for outcomes', () => {
    const ticks = new OutcomeTicks(waiting);
    ticks.add(outcome(5000, { errors: 0 }));
    ticks.add(outcome(34_999, { errors: 0 }));
    ticks.add(outcome(9999, { errors: 1 }));
    expect(ticks.take()).toEqual([]);
    ticks.add(outcome(35_000, { errors: 0 }));
    expect(ticks.take()).toMatchObject([{ from: 0, versions: { v13: { errors: { count: 2 } } } }]);
    expect(ticks.late).toBe(0);
  });

  it('beyond it an outcome is counted as late and never into another tick', () => {
    const ticks = new OutcomeTicks(waiting);
    ticks.add(outcome(35_000, { errors: 0 }));
    expect(ticks.add(outcome(9999, { errors: 1 }))).toEqual({
      kind: 'late',
      metrics: ['errors'],
      reason: 'the tick of errors was closed at 1970-01-01T00:00:35.000Z',
    });
    expect(ticks.add(outcome(10_000, { errors: 0 }))).toBeUndefined();
    expect(ticks.late).toBe(1);
    ticks.close();
    expect(ticks.take().map(({ from }) => from)).toEqual([10_000, 30_000]);
  });

  it('goes by when an outcome arrived, if that is known', () => {
    const ticks = new OutcomeTicks(waiting);
    expect(ticks.add(outcome(1000, { errors: 0 }, { arrived: 34_999 }))).toBeUndefined();
    expect(ticks.add(outcome(1000, { errors: 0 }, { arrived: 35_000 }))?.kind).toBe('late');
    expect(ticks.late).toBe(1);
  });

  it('does not move with an outcome that is refused', () => {
    const ticks = new OutcomeTicks(options);
    ticks.add(outcome(50_000, { errors: 'no' }));
    expect(ticks.add(outcome(0, { errors: 0 }))).toBeUndefined();
  });
});

describe('ids', () => {
  it('are counted once, whatever is reported under them again', () => {
    const ticks = new OutcomeTicks(options);
    ticks.add(outcome(0, { errors: 0 }, { id: 'a' }));
    ticks.add(outcome(1, { errors: 1 }, { id: 'a', version: 'v12' }));
    ticks.add(outcome(2, { errors: 0 }, { id: 'b' }));
    expect(ticks.repeated).toBe(1);
    ticks.close();
    expect(ticks.take()).toMatchObject([{ versions: { v13: { errors: { count: 2, hits: 0 } } } }]);
  });

  it('may bring another metric later', () => {
    const ticks = new OutcomeTicks(options);
    ticks.add(outcome(0, { errors: 0 }, { id: 'a' }));
    ticks.add(outcome(0, { errors: 0, accuracy: 1 }, { id: 'a' }));
    expect(ticks.repeated).toBe(0);
    ticks.close();
    expect(ticks.take()).toMatchObject([{ versions: { v13: { errors: miss, accuracy: hit } } }]);
  });

  it('are remembered across the open ticks, and forgotten with the tick that knew them', () => {
    const ticks = new OutcomeTicks({ ...options, lateness: 10_000 });
    ticks.add(outcome(5000, { errors: 0 }, { id: 'a' }));
    ticks.add(outcome(15_000, { errors: 0 }, { id: 'a' }));
    expect(ticks.repeated).toBe(1);
    ticks.add(outcome(25_000, { errors: 0 }, { id: 'a' }));
    expect(ticks.repeated).toBe(1);
    expect(ticks.state().open.flatMap(({ ids }) => ids['errors'])).toEqual(['a']);
  });
});
