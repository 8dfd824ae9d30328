import { expect, it, test } from 'vitest';

import { OutcomeTicks, type Outcome, type Refusal } from '../../src/index.ts';
import { guardrail } from './guardrails.ts';

const day = 86_400_000;
const options = {
  tick: 10_000,
  lateness: 0,
  guardrails: [guardrail('errors'), { ...guardrail('accuracy'), lateness: day }],
  versions: ['v13', 'v12'],
};
const hit = { count: 1, hits: 1 };
const miss = { count: 1, hits: 0 };

function outcome(time: number, values: Outcome['values'], more: Partial<Outcome> = {}): Outcome {
  return { time, version: 'v13', values, ...more };
}

function late(metrics: string[], reason: string): Refusal {
  return { kind: 'late', metrics, reason };
}

it('hands an interval out at once with the errors, and a day later with the labels', () => {
  const ticks = new OutcomeTicks(options);
  ticks.add(outcome(5000, { errors: 1, accuracy: 1 }));
  ticks.add(outcome(10_000, { errors: 0 }));
  const from = { from: 0, to: 10_000 };
  expect(ticks.take()).toEqual([{ ...from, versions: { v13: { errors: hit } } }]);
  expect(ticks.add(outcome(6000, { accuracy: 0 }))).toBeUndefined();
  ticks.advance(day + 9999);
  expect(ticks.take()).toMatchObject([{ from: 10_000, versions: { v13: { errors: miss } } }]);
  ticks.advance(day + 10_000);
  expect(ticks.take()).toEqual([
    { ...from, lateness: day, versions: { v13: { accuracy: { count: 2, hits: 1 } } } },
  ]);
});

test('ticks come in the order in which they closed, and of those that closed at once the earlier first', () => {
  const waits = (accuracy: number) => ({
    ...options,
    guardrails: [{ ...guardrail('accuracy'), lateness: accuracy }, guardrail('errors')],
  });
  for (const [lateness, order] of [
    [10_000, ['0 errors', '0 accuracy', '10000 errors', '10000 accuracy']],
    [15_000, ['0 errors', '10000 errors', '0 accuracy', '10000 accuracy']],
  ] as const) {
    const ticks = new OutcomeTicks(waits(lateness));
    for (const time of [0, 10_000]) ticks.add(outcome(time, { errors: 0, accuracy: 0 }));
    ticks.close();
    const names = ticks
      .take()
      .map(({ from, versions }) => `${from} ${Object.keys(versions['v13'] ?? {}).join(' and ')}`);
    expect(names).toEqual(order);
  }
});

test('what is late for one guardrail counts for another that still waits', () => {
  const ticks = new OutcomeTicks(options);
  ticks.add(outcome(20_000, { errors: 0 }));
  expect(ticks.add(outcome(5000, { errors: 1, accuracy: 1 }))).toEqual(
    late(['errors'], 'the tick of errors was closed at 1970-01-01T00:00:10.000Z'),
  );
  expect(ticks.late).toBe(1);
  ticks.close();
  expect(ticks.take()).toEqual([
    { from: 20_000, to: 30_000, versions: { v13: { errors: miss } } },
    { from: 0, to: 10_000, lateness: day, versions: { v13: { accuracy: hit } } },
  ]);
});

test('what is late for all of them says so', () => {
  const ticks = new OutcomeTicks(options);
  const arrived = { arrived: day + 10_000 };
  expect(ticks.add(outcome(5000, { errors: 1, accuracy: 1 }, arrived))).toEqual(
    late(
      ['errors', 'accuracy'],
      'the tick of errors was closed at 1970-01-01T00:00:10.000Z; the tick of accuracy was closed at 1970-01-02T00:00:10.000Z',
    ),
  );
  expect(ticks.late).toBe(1);
});

test('a label that comes the next day is late or repeated for nobody', () => {
  const ticks = new OutcomeTicks(options);
  ticks.add(outcome(5000, { errors: 0 }, { id: 'a' }));
  ticks.advance(day);
  const label = outcome(5000, { accuracy: 1 }, { id: 'a', arrived: day });
  expect(ticks.add(label)).toBeUndefined();
  expect([ticks.late, ticks.repeated]).toEqual([0, 0]);
  ticks.add(label);
  expect([ticks.late, ticks.repeated]).toEqual([0, 1]);
  ticks.close();
  expect(ticks.take()).toMatchObject([
    { versions: { v13: { errors: miss } } },
    { versions: { v13: { accuracy: hit } } },
  ]);
});

test('of other versions or metrics nothing is late', () => {
  const ticks = new OutcomeTicks(options);
  ticks.advance(3 * day);
  expect(ticks.add(outcome(0, { errors: 1 }, { version: 'v11' }))).toBeUndefined();
  expect(ticks.add(outcome(0, { latency: 12 }))).toBeUndefined();
  expect(ticks.late).toBe(0);
});

test('a guardrail without one has that of the model', () => {
  const guardrails = [guardrail('accuracy'), { ...guardrail('errors'), lateness: 0 }];
  const ticks = new OutcomeTicks({ ...options, lateness: day, guardrails });
  ticks.add(outcome(0, { errors: 0, accuracy: 1 }));
  ticks.close();
  expect(ticks.take().map(({ lateness }) => lateness)).toEqual([undefined, day]);
});

test('what waits in a state is not lost where a guardrail has another lateness since', () => {
  const ticks = new OutcomeTicks(options);
  ticks.add(outcome(0, { errors: 0, accuracy: 1 }));
  ticks.add(outcome(20_000, { accuracy: 1 }));
  const sooner = [guardrail('errors'), { ...guardrail('accuracy'), lateness: 3000 }];
  const resumed = new OutcomeTicks({ ...options, guardrails: sooner }, ticks.state());
  resumed.advance(23_000);
  expect(resumed.take().map(({ from, lateness }) => [from, lateness])).toEqual([
    [0, undefined],
    [0, 3000],
  ]);
});

test('impossible outcomes are counted, also across a restart', () => {
  const ticks = new OutcomeTicks(options);
  ticks.add(outcome(0, { errors: 2 }));
  ticks.add(outcome(NaN, { errors: 0 }));
  ticks.add(outcome(0, { errors: 0 }));
  expect(ticks.refused).toBe(2);
  const resumed = new OutcomeTicks(options, JSON.parse(JSON.stringify(ticks.state())));
  resumed.add(outcome(0, { accuracy: 'yes' }));
  expect(resumed.refused).toBe(3);
});
