import { parseScenario, scenarioSource } from '@lastgood/simulator';
import { parsePolicy, policyOf } from '@lastgood/triggers';

import { timed } from './timed.ts';

/** Of a tick, ten seconds long. */
const requestCounts = [100, 400, 2000] as const;

/** What it takes to draw what one metric of both versions comes to in a tick. */
export interface TrafficCost {
  readonly name: string;
  /** By how many requests there are. */
  readonly microseconds: Readonly<Record<number, number>>;
}

/** A metric in a scenario, and its guardrail. */
const metrics = {
  proportion: ['{ type: proportion, share: 1% }', '{ type: proportion, worse: higher }'],
  rate: ['{ type: rate, hits: 0.4, exposure: 0.01 }', '{ type: rate, worse: higher }'],
  mean: [
    '{ type: mean, worse: lower, zeros: 90%, mean: 12, deviation: 8 }',
    '{ type: mean, worse: lower, range: [0, 50] }',
  ],
  'histogram, ms': [
    '{ type: histogram, median: 150, p99: 550 }',
    '{ type: histogram, worse: higher, unit: ms }',
  ],
  'categories, 3 labels': [
    '{ type: categories, shares: { mobile: 55%, web: 38%, tablet: 7% } }',
    '{ type: categories }',
  ],
} as const;

export function trafficCosts(): TrafficCost[] {
  return Object.entries(metrics).map(([name, [metric, guardrail]]) => ({
    name,
    microseconds: Object.fromEntries(
      requestCounts.map((requests) => [requests, costOf(metric, guardrail, requests)]),
    ),
  }));
}

function costOf(metric: string, guardrail: string, requests: number): number {
  const text = `models: { m: { flag: f, tick: 10s, guardrails: { metric: ${guardrail} } } }`;
  const scenario = parseScenario(
    `{ title: t, expect: { decision: none }, policy: p, start: 2026-05-01T00:00:00Z, length: 24h,
       requests: { rate: ${requests / 10}/s }, metrics: { metric: ${metric} } }`,
    'benchmark',
  );
  if ('shadow' in scenario) throw new TypeError('a shadow log is not drawn');
  const source = scenarioSource(scenario, policyOf(parsePolicy(text, 'benchmark')));
  const [time = 0] = timed([
    () => {
      const course = source.start(1);
      for (let tick = 0; tick < source.intervals; tick += 1) course.next(0.1);
    },
  ]);
  return (1000 * time) / source.intervals;
}
