import { latencies, latencyEdges, oneBinSlower } from '../streams/latency.ts';
import { laggingLabels, type Metrics, metrics } from '../streams/metrics.ts';
import { categoriesOf, histogramOf, proportionOf, rateOf, revenueOf } from '../streams/samples.ts';
import type { Null } from './null.ts';

function alone(name: string, guardrail: object, sample: Metrics, intervals = 1000): Null {
  return { name, stream: metrics(sample), intervals, guardrails: { metric: guardrail } };
}

const higher = { worse: 'higher' };
const histogram = { type: 'histogram', ...higher, edges: latencyEdges };
const labels = { search: 0.4, home: 0.3, mail: 0.2, advert: 0.08, other: 0.02 };
const shifted = { search: 0.35, home: 0.3, mail: 0.2, advert: 0.08, other: 0.07 };
const coarse = { edges: [100, 200, 500], probabilities: [0.5, 0.3, 0.19, 0.01] };

/** One metric of each type by itself, healthy, at its margin, or at its limit. */
const aloneNulls: readonly Null[] = [
  alone('rate', { type: 'rate', ...higher }, (random, requests) => ({
    metric: rateOf(random, requests / 10, 0.2),
  })),
  alone('mean', { type: 'mean', worse: 'lower', range: [0, 50] }, (random, requests) => ({
    metric: revenueOf(random, requests),
  })),
  alone(
    'histogram',
    histogram,
    (random, requests) => ({ metric: histogramOf(random, requests, latencyEdges, latencies) }),
    500,
  ),
  alone(
    'histogram, at its margin of 10 %',
    { ...histogram, tolerance: { relative: '10%' } },
    (random, requests, isCanary) => ({
      metric: histogramOf(
        random,
        requests,
        latencyEdges,
        isCanary ? oneBinSlower(latencies) : latencies,
      ),
    }),
    500,
  ),
  alone('categories', { type: 'categories' }, (random, requests) => ({
    metric: categoriesOf(random, requests, labels),
  })),
  alone(
    'categories, at their margin of 5 points',
    { type: 'categories', tolerance: { shift: '5%' } },
    (random, requests, isCanary) => ({
      metric: categoriesOf(random, requests, isCanary ? shifted : labels),
    }),
  ),
  alone(
    'proportion at its limit',
    { type: 'proportion', ...higher, limit: { max: '2%' } },
    (random, requests) => ({ metric: proportionOf(random, requests, 0.02) }),
  ),
  alone(
    'rate at its limit',
    { type: 'rate', ...higher, limit: { max: 0.2 } },
    (random, requests) => ({ metric: rateOf(random, requests / 10, 0.2) }),
  ),
  alone(
    'mean at its limit',
    { type: 'mean', worse: 'lower', range: [0, 50], limit: { min: 1.25 } },
    (random, requests) => ({ metric: revenueOf(random, requests) }),
  ),
  alone(
    'p99 at its limit',
    { type: 'histogram', ...higher, edges: coarse.edges, limit: { p99: { max: 500 } } },
    (random, requests) => ({
      metric: histogramOf(random, requests, coarse.edges, coarse.probabilities),
    }),
  ),
];

/** Eight guardrails of all types. Failures are the errors under another name, timeouts are some of them. */
const eight: Null = {
  name: 'eight guardrails of all types, some dependent',
  stream: metrics((random, requests) => {
    const errors = proportionOf(random, requests, 0.01);
    return {
      errors,
      failures: errors,
      timeouts: { count: requests, hits: random.binomial(errors.hits, 0.5) },
      accuracy: proportionOf(random, requests, 0.85),
      crashes: rateOf(random, requests / 10, 0.2),
      revenue: revenueOf(random, requests),
      latency: histogramOf(random, requests, coarse.edges, coarse.probabilities),
      inputs: categoriesOf(random, requests, labels),
    };
  }),
  intervals: 500,
  guardrails: {
    errors: { type: 'proportion', ...higher },
    failures: { type: 'proportion', ...higher },
    timeouts: { type: 'proportion', ...higher },
    accuracy: { type: 'proportion', worse: 'lower' },
    crashes: { type: 'rate', ...higher },
    revenue: { type: 'mean', worse: 'lower', range: [0, 50] },
    latency: {
      type: 'histogram',
      ...higher,
      edges: coarse.edges,
      tolerance: { relative: 0 },
      limit: { p99: { max: 500 } },
    },
    inputs: { type: 'categories', tolerance: { shift: '1%' } },
  },
};

/** Two groups of guardrails, of which the second is a day behind. */
const lagging: Null = {
  name: 'errors at once, their labels a day later',
  stream: laggingLabels,
  intervals: 1000,
  guardrails: {
    errors: { type: 'proportion', ...higher },
    labels: { type: 'proportion', ...higher, lateness: '1d' },
  },
  model: { tick: '10m' },
};

/** Metrics of other types than errors, and several guardrails together. */
export const typeNulls: readonly Null[] = [...aloneNulls, eight, lagging];
