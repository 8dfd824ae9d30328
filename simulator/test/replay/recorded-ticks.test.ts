import { parsePolicy, policyOf } from '@lastgood/triggers';
import { expect, test } from 'vitest';

import { LineReader } from '../../src/recordings/line.ts';
import { RecordedTicks } from '../../src/replay/recorded-ticks.ts';

const policy = policyOf(
  parsePolicy(
    `
models:
  recommender:
    flag: recommender-model
    guardrails:
      errors: { type: proportion, worse: higher }
      accuracy: { type: proportion, worse: lower, lateness: 1m }
`,
    'policy.yaml',
  ),
);

function recorded(lines: readonly object[]): RecordedTicks {
  const ticks = new RecordedTicks({
    policy,
    versions: { canary: 'v13', baseline: 'v12' },
    canaryShare: 0.5,
    seed: 1,
  });
  const reader = new LineReader();
  for (const line of lines) {
    const read = reader.read(JSON.stringify(line));
    expect(typeof read === 'string' ? read : ticks.add(read)).toBeUndefined();
  }
  ticks.close();
  return ticks;
}

const versions = { v13: { errors: { count: 2, hits: 1 } } };
const ten = { from: 0, to: 10_000, versions };

test('weights and calibration of recorded ticks are handed on', () => {
  const weights = { v12: 95, v13: 5 };
  const next = { from: 10_000, to: 20_000, versions, weights };
  const ticks = recorded([{ ...ten, weights, calibration: true }, next]);
  expect(ticks.take()).toEqual([{ ...ten, weights, calibration: true }, next]);
  expect(ticks.remarks()).toEqual(['1 tick of calibration did not count as evidence']);
});

test('outcomes become a tick for each lateness, and what is late is told by metric', () => {
  const outcome = { time: 5000, version: 'v13', errors: 1, accuracy: 0 };
  const ticks = recorded([outcome, { ...outcome, arrived: 69_999 }]);
  expect(ticks.take()).toEqual([
    { from: 0, to: 10_000, versions: { v13: { errors: { count: 1, hits: 1 } } } },
    {
      from: 0,
      to: 10_000,
      lateness: 60_000,
      versions: { v13: { accuracy: { count: 2, hits: 0 } } },
    },
  ]);
  expect(ticks.late).toBe(1);
  expect(ticks.remarks()).toEqual(['1 outcome came too late to count for errors']);
});

test('keys of ticks that are not known are told, each once and on one line', () => {
  const lines = [0, 1, 2].map((index) => ({
    ...ten,
    from: index * 10_000,
    to: (index + 1) * 10_000,
    callibration: true,
    ...(index === 1 && { 'two\nlines': 1 }),
  }));
  const ticks = recorded(lines);
  const taken = ticks.take();
  expect(taken).toHaveLength(3);
  expect(taken[0]).toEqual(ten);
  expect(ticks.remarks()).toEqual([
    'keys of ticks that are not known are ignored: callibration, "two\\nlines"',
  ]);
});
