import { expect, test } from 'vitest';

import { syntheticTraffic } from '../../src/traffic/synthetic.ts';

const options = {
  start: Date.parse('2026-05-01T00:00:00Z'),
  requests: 20_000,
  requestsPerTick: 400,
  metric: 'errors',
  rates: {
    v12: [{ from: 0, rate: 0.1 }],
    v13: [
      { from: 0, rate: 0.1 },
      { from: 0.5, rate: 0.2 },
    ],
  },
};

function errors(seed: number, version: string, from: number, to: number): number {
  return [...syntheticTraffic(options, 10_000, seed).requests]
    .slice(from, to)
    .filter(({ outcomes }) => outcomes[version]?.['errors'] === 1).length;
}

test('is the same for the same seed, and other for another', () => {
  const drawn = (seed: number) =>
    [...syntheticTraffic(options, 10_000, seed).requests].slice(0, 500);
  expect(drawn(3)).toEqual(drawn(3));
  expect(drawn(3)).not.toEqual(drawn(4));
});

test('has the rates that are asked for, within five standard errors', () => {
  const near = (rate: number) =>
    [10_000 * rate, 5 * Math.sqrt(10_000 * rate * (1 - rate))] as const;
  for (const [version, from, rate] of [
    ['v12', 0, 0.1],
    ['v12', 10_000, 0.1],
    ['v13', 10_000, 0.2],
  ] as const) {
    const [mean, error] = near(rate);
    expect(Math.abs(errors(1, version, from, from + 10_000) - mean)).toBeLessThan(error);
  }
});

test('gives versions with the same rate the same outcomes', () => {
  expect(errors(1, 'v12', 0, 10_000)).toBe(errors(1, 'v13', 0, 10_000));
});

test('spreads the requests evenly over the ticks', () => {
  const { requests, from, to } = syntheticTraffic(options, 10_000, 1);
  const times = [...requests].map(({ time }) => time);
  expect(times[0]).toBe(from);
  expect(times.at(-1)).toBe(to);
  expect(times.filter((time) => time < from + 10_000)).toHaveLength(400);
});
