import { describe, expect, test } from 'vitest';

import { WorseRequests } from '../../src/run/worse-requests.ts';
import type { ModelRequest, Traffic } from '../../src/traffic/request.ts';
import { policyWith, preparedWith } from './fake-source.ts';

const requests = 20_000;

/** The baseline and the canary are alike: 1 % errors, and of the late labels a fifth is wrong. */
function trafficWith(metrics: Partial<Record<'errors' | 'labels', number>>): Traffic {
  const all = Array.from({ length: requests }, (_, index): ModelRequest => {
    const values = Object.fromEntries(
      Object.entries(metrics).map(([name, every]) => [name, Number(index % every === 0)]),
    );
    return { index, time: index, outcomes: { v12: values, v13: values } };
  });
  return { versions: ['v12', 'v13'], from: 0, to: requests - 1, requests: all };
}

const errors = preparedWith({ policy: policyWith() });

function shareOf(version: string, metric: string, all: readonly ModelRequest[]): number {
  const hits = all.filter(({ outcomes }) => outcomes[version]?.[metric] === 1);
  return hits.length / all.length;
}

describe('requests after a fault', () => {
  test('are what they were before it', () => {
    const worse = new WorseRequests(errors, trafficWith({ errors: 100 }));
    const request = { index: 0, time: 0, outcomes: { v12: { errors: 0 }, v13: { errors: 0 } } };
    expect(worse.asServed(request)).toBe(request);
  });

  test('are worse for the canary, by twice the harm, and for nobody else', () => {
    const traffic = trafficWith({ errors: 100 });
    const worse = new WorseRequests(errors, traffic);
    worse.begin();
    const served = Array.from(traffic.requests, (request) => worse.asServed(request));
    expect(shareOf('v12', 'errors', served)).toBe(0.01);
    // 1 % are expected and tolerated; the usual harm is half of that: twice of it makes 2 %.
    const share = shareOf('v13', 'errors', served);
    expect(Math.abs(share - 0.02)).toBeLessThan(5 * Math.sqrt((0.01 * 0.99) / requests));
  });

  test('are worse in the first guardrail that the traffic has', () => {
    const policy = policyWith('', ', labels: { type: proportion, worse: higher }');
    const traffic = trafficWith({ labels: 5 });
    const worse = new WorseRequests(preparedWith({ policy }), traffic);
    worse.begin();
    const served = Array.from(traffic.requests, (request) => worse.asServed(request));
    expect(shareOf('v13', 'labels', served)).toBeGreaterThan(0.25);
  });

  test('may be of a metric that no service records', () => {
    const policy = policyWith('', ', crashes: { type: rate, worse: higher }');
    const rates = {
      v12: { crashes: { hits: 0, exposure: 1 } },
      v13: { crashes: { hits: 0, exposure: 1 } },
    };
    const all = Array.from({ length: 1000 }, (_, index) => ({
      index,
      time: index,
      outcomes: {},
      rates,
    }));
    const traffic = { versions: ['v12', 'v13'], from: 0, to: 999, requests: all };
    const some = {
      ...traffic,
      requests: all.map((request, index) => ({
        ...request,
        rates: { ...rates, v12: { crashes: { hits: Number(index % 10 === 0), exposure: 1 } } },
      })),
    };
    const worse = new WorseRequests(preparedWith({ policy }), some);
    worse.begin();
    const served = all.map((request) => worse.asServed(request));
    const hits = (version: 'v12' | 'v13'): number =>
      served.reduce((sum, request) => sum + (request.rates?.[version]?.['crashes']?.hits ?? 0), 0);
    expect(hits('v12')).toBe(0);
    expect(hits('v13')).toBeGreaterThan(50);
  });

  test('cannot be worse in what nobody observes', () => {
    const worse = new WorseRequests(errors, trafficWith({ labels: 5 }));
    expect(() => worse.begin()).toThrow(expect.objectContaining({ code: 'fault-impossible' }));
  });

  test('are the same again with the same seed', () => {
    const traffic = trafficWith({ errors: 100 });
    const [one, other] = [1, 1].map(() => {
      const worse = new WorseRequests(errors, traffic);
      worse.begin();
      return Array.from(traffic.requests, (request) => worse.asServed(request));
    });
    expect(one).toEqual(other);
  });
});
