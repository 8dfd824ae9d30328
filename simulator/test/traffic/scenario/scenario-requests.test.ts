import { describe, expect, it, test } from 'vitest';

import type { ModelRequest } from '../../../src/traffic/request.ts';
import { scenarioRequests } from '../../../src/traffic/scenario/scenario-requests.ts';
import { scenarioSource } from '../../../src/traffic/scenario/scenario-source.ts';
import { policyWith } from '../policy.ts';
import { scenarioWith } from './given.ts';

const policy = policyWith(`tick: 10s, canary: v13, baseline: v12, guardrails: {
  errors: { type: proportion, worse: higher },
  latency: { type: histogram, worse: higher, edges: [50, 100, 200, 400, 800] },
  crashes: { type: rate, worse: higher } }`);

const scenario = {
  metrics: {
    errors: { type: 'proportion', share: 0.1 },
    latency: { type: 'histogram', median: 100, p99: 400 },
    crashes: { type: 'rate', hits: 0.4, exposure: 0.5 },
  },
  length: '40m',
};

function requestsOf(keys: object, seed: number): ModelRequest[] {
  return [...scenarioRequests(scenarioWith({ ...scenario, ...keys }), policy, seed).requests];
}

test('requests are the same for the same seed, and other for another', () => {
  const changes = [{ what: 'errors', times: 2, at: ['1m', '20m'] }];
  expect(requestsOf({ changes }, 3)).toEqual(requestsOf({ changes }, 3));
  expect(requestsOf({ changes }, 3)).not.toEqual(requestsOf({ changes }, 4));
});

test('requests come evenly over each tick, numbered, within the stated times', () => {
  const { from, to, versions, requests } = scenarioRequests(scenarioWith(scenario), policy, 1);
  const all = [...requests];
  expect(versions).toEqual(['v12', 'v13']);
  expect(all).toHaveLength(24_000);
  expect(all.map(({ index }) => index)).toEqual([...all.keys()]);
  expect(all.map(({ time }) => time)).toEqual([...all.keys()].map((index) => from + 100 * index));
  expect(all.at(-1)?.time).toBeLessThanOrEqual(to);
  expect(to).toBe(from + 40 * 60_000 - 1);
});

describe('the versions of a request', () => {
  it('do the same where they are equally good', () => {
    const all = requestsOf({}, 1);
    const of = (version: string): unknown[] =>
      all.map(({ outcomes, rates }) => [outcomes[version], rates?.[version]]);
    expect(JSON.stringify(of('v13'))).toBe(JSON.stringify(of('v12')));
  });

  it('have what is measured apart from what a service records', () => {
    const [first] = requestsOf({}, 1);
    expect(Object.keys(first?.outcomes['v12'] ?? {})).toEqual(['errors', 'latency']);
    expect(first?.rates?.['v12']).toEqual({ crashes: { hits: expect.any(Number), exposure: 0.5 } });
  });

  it('differ from the fault on, and by as much as it says', () => {
    const all = requestsOf(
      {
        expect: { decision: 'rollback' },
        changes: [{ what: 'errors', arm: 'canary', times: 2, at: '20m', fault: true }],
      },
      1,
    );
    const more = (part: ModelRequest[]): number =>
      part.reduce(
        (sum, { outcomes }) =>
          sum + Number(outcomes['v13']?.['errors']) - Number(outcomes['v12']?.['errors']),
        0,
      );
    expect(more(all.slice(0, 12_000))).toBe(0);
    expect(Math.abs(more(all.slice(12_000)) - 1200)).toBeLessThan(5 * Math.sqrt(1200));
  });

  it('say nothing where they are not heard', () => {
    const changes = [{ what: 'outcomes', arm: 'canary', times: 0.5, at: '20m' }];
    const all = requestsOf({ changes }, 1);
    const heard = all.slice(12_000).filter(({ outcomes }) => 'v13' in outcomes).length;
    expect(all.slice(0, 12_000).every(({ outcomes }) => 'v13' in outcomes)).toBe(true);
    expect(Math.abs(heard - 6000)).toBeLessThan(5 * Math.sqrt(3000));
    expect(all.every(({ outcomes }) => 'v12' in outcomes)).toBe(true);
  });
});

test('what a seed draws happens at the same time as in whole ticks', () => {
  const keys = {
    ...scenario,
    expect: { decision: 'rollback' },
    changes: [{ what: 'errors', arm: 'canary', becomes: 1, at: ['1m', '30m'], fault: true }],
  };
  for (const seed of [1, 2, 3]) {
    const { fault } = scenarioSource(scenarioWith(keys), policy).start(seed);
    const all = [...scenarioRequests(scenarioWith(keys), policy, seed).requests];
    const differs = ({ outcomes }: ModelRequest): boolean =>
      outcomes['v12']?.['errors'] !== outcomes['v13']?.['errors'];
    const before = all.filter(({ time }) => time < (fault ?? 0));
    expect(before.some(differs)).toBe(false);
    expect(all.slice(before.length, before.length + 100).some(differs)).toBe(true);
  }
});

test('the requests from a time on are those that come there, whatever was before', () => {
  const changes = [
    { what: 'outcomes', arm: 'canary', times: 0.5, at: '5m' },
    { what: 'requests', times: 1.37, at: '7m' },
    { what: 'errors', arm: 'canary', becomes: 0.5, at: ['10m', '20m'] },
  ];
  const traffic = scenarioRequests(scenarioWith({ ...scenario, changes }), policy, 5);
  const all = [...traffic.requests];
  for (const minutes of [0, 6, 25]) {
    const time = traffic.from + minutes * 60_000 + 3000;
    const tick = Math.floor(time / 10_000) * 10_000;
    const found = [...(traffic.after?.(time) ?? [])];
    expect(found).toEqual(all.filter((request) => request.time >= tick));
  }
});
