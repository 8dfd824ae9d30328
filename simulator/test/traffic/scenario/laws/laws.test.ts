import { isOf, type Guardrail, type Sample } from '@lastgood/triggers';
import { mean, sampleStandardDeviation } from 'simple-statistics';
import { describe, expect, it, test } from 'vitest';

import { Random } from '../../../../src/random/random.ts';
import type { Change } from '../../../../src/scenarios/scenario.ts';
import type { Applied } from '../../../../src/traffic/scenario/laws/applied.ts';
import { lawsOf } from '../../../../src/traffic/scenario/laws/laws-of.ts';
import type { Law, Laws } from '../../../../src/traffic/scenario/laws/law.ts';
import { guardrailWith } from '../../policy.ts';
import { scenarioWith } from '../given.ts';

/** The laws of a metric that is written as in a scenario file, beside a guardrail as in a policy. */
function lawsWith(metric: object, guardrail: string, ...changes: object[]): Laws {
  const scenario = scenarioWith({
    metrics: { metric },
    changes: changes.map((change) => ({ what: 'metric', ...change })),
  });
  const found = scenario.metrics['metric'];
  if (!found) throw new TypeError('a scenario has its metric');
  return lawsOf(found, guardrailWith(guardrail), scenario.changes);
}

function applied(metric: object, change: object, level = 1): Applied {
  const { changes } = scenarioWith({
    metrics: { metric },
    changes: [{ what: 'metric', ...change }],
  });
  const [{ how, of }] = changes as [Change];
  return { how, of, level };
}

const errors = { type: 'proportion', share: 0.1 };
const crashes = { type: 'rate', hits: 0.4, exposure: 0.5 };
const revenue = { type: 'mean', zeros: 0.75, mean: 12, deviation: 6 };
const latency = { type: 'histogram', median: 100, p99: 400 };
const inputs = { type: 'categories', shares: { mobile: 0.6, web: 0.4 } };

const guardrails = {
  proportion: 'type: proportion, worse: higher',
  rate: 'type: rate, worse: higher',
  mean: 'type: mean, worse: lower, range: [-1000, 1000]',
  histogram: 'type: histogram, worse: higher, edges: [50, 100, 200, 400, 800]',
  categories: 'type: categories',
};

/** How large a part of the requests is at most so slow. */
function upTo(edge: number): (sample: Sample) => number {
  return (sample) => {
    if (!isOf(sample, 'histogram')) return NaN;
    const bin = sample.edges.indexOf(edge);
    const total = sample.counts.reduce((sum, count) => sum + count, 0);
    return sample.counts.slice(0, bin + 1).reduce((sum, count) => sum + count, 0) / total;
  };
}

const hitsOf = (sample: Sample): number =>
  isOf(sample, 'proportion') ? sample.hits / sample.count : NaN;
const rateOf = (sample: Sample): number =>
  isOf(sample, 'rate') ? sample.hits / sample.exposure : NaN;
const meanOf = (sample: Sample): number => (isOf(sample, 'mean') ? sample.sum / sample.count : NaN);
const squareOf = (sample: Sample): number =>
  isOf(sample, 'mean') ? sample.sumOfSquares / sample.count : NaN;
const shareOf =
  (label: string) =>
  (sample: Sample): number => {
    if (!isOf(sample, 'categories')) return NaN;
    const total = Object.values(sample.counts).reduce((sum, count) => sum + count, 0);
    return (sample.counts[label] ?? NaN) / total;
  };

// What should come of it is calculated by hand.
const cases: readonly {
  readonly what: string;
  readonly metric: { readonly type: string };
  readonly change?: object;
  readonly level?: number;
  readonly day?: number;
  readonly read: (sample: Sample) => number;
  readonly expected: number;
}[] = [
  { what: 'errors', metric: errors, read: hitsOf, expected: 0.1 },
  { what: 'errors by day', metric: errors, day: 1.5, read: hitsOf, expected: 0.15 },
  { what: 'errors times 3', metric: errors, change: { times: 3 }, read: hitsOf, expected: 0.3 },
  {
    what: 'half-way to times 3',
    metric: errors,
    change: { times: 3 },
    level: 0.5,
    read: hitsOf,
    expected: 0.2,
  },
  {
    what: 'errors of one pod',
    metric: errors,
    change: { times: 3, of: 0.2 },
    read: hitsOf,
    expected: 0.14,
  },
  {
    what: 'errors plus 5 points',
    metric: errors,
    change: { plus: '5%' },
    read: hitsOf,
    expected: 0.15,
  },
  {
    what: 'errors become 70 %',
    metric: errors,
    change: { becomes: '70%' },
    read: hitsOf,
    expected: 0.7,
  },
  {
    what: 'errors that cannot be more',
    metric: errors,
    change: { times: 30 },
    read: hitsOf,
    expected: 1,
  },
  { what: 'crashes', metric: crashes, read: rateOf, expected: 0.4 },
  {
    what: 'crashes times 2 of half',
    metric: crashes,
    change: { times: 2, of: 0.5 },
    read: rateOf,
    expected: 0.6,
  },
  { what: 'revenue', metric: revenue, read: meanOf, expected: 3 },
  // Of those that are not zero, the mean of the squares is 12^2 + 6^2.
  { what: 'the squares of revenue', metric: revenue, read: squareOf, expected: 45 },
  {
    what: 'revenue times 0.5',
    metric: revenue,
    change: { times: 0.5 },
    read: meanOf,
    expected: 1.5,
  },
  { what: 'revenue plus 2', metric: revenue, change: { plus: 2 }, read: meanOf, expected: 5 },
  {
    what: 'revenue becomes 24',
    metric: revenue,
    change: { becomes: 24 },
    read: meanOf,
    expected: 6,
  },
  {
    what: 'revenue of a tenth times 11',
    metric: revenue,
    change: { times: 11, of: 0.1 },
    read: meanOf,
    expected: 6,
  },
  { what: 'latency up to its median', metric: latency, read: upTo(100), expected: 0.5 },
  { what: 'latency up to its p99', metric: latency, read: upTo(400), expected: 0.99 },
  {
    what: 'latency times 2 up to twice its median',
    metric: latency,
    change: { times: 2 },
    read: upTo(200),
    expected: 0.5,
  },
  {
    what: 'latency becomes 400',
    metric: latency,
    change: { becomes: 400 },
    read: upTo(400),
    expected: 0.5,
  },
  {
    what: 'latency plus 100',
    metric: latency,
    change: { plus: 100 },
    read: upTo(200),
    expected: 0.5,
  },
  {
    what: 'a tail of 10 %',
    metric: latency,
    change: { times: 1000, of: 0.1 },
    read: upTo(400),
    expected: 0.891,
  },
  { what: 'inputs', metric: inputs, read: shareOf('web'), expected: 0.4 },
  {
    what: 'inputs that move',
    metric: inputs,
    change: { becomes: { tv: 1 }, of: 0.2 },
    read: shareOf('tv'),
    expected: 0.2,
  },
  {
    what: 'inputs that move half-way',
    metric: inputs,
    change: { becomes: { web: 1 } },
    level: 0.5,
    read: shareOf('web'),
    expected: 0.7,
  },
];

describe.each(cases)('$what', ({ metric, change, level, day = 1, read, expected }) => {
  const guardrail = guardrails[metric.type as keyof typeof guardrails];
  const laws = lawsWith(metric, guardrail, ...(change ? [change] : []));
  const law = laws.law(day, change ? [applied(metric, change, level)] : [], 1);
  // The squares lose what the values differ within their slices.
  const error = read === squareOf ? 0.02 * expected : 1e-3;

  it('is usually as calculated by hand', () => {
    expect(Math.abs(read(law.usual) - expected)).toBeLessThan(error);
  });

  it('is so when a tick is drawn as a whole', () => {
    const random = new Random(1);
    const found = Array.from({ length: 50 }, () => read(law.sample(random, 4000)));
    expectMean(found, expected, error);
  });

  it('is so when it is drawn request by request', () => {
    const random = new Random(2);
    const found = Array.from({ length: 50 }, () => {
      const values = Array.from({ length: 800 }, () => valueOf(laws, law, random));
      return read(summed(values, guardrailWith(guardrail)));
    });
    expectMean(found, expected, error);
  });
});

/** Within five standard errors, and what an approximation may be wrong by. */
function expectMean(found: readonly number[], expected: number, error: number): void {
  const standardError = sampleStandardDeviation([...found]) / Math.sqrt(found.length);
  expect(Math.abs(mean([...found]) - expected)).toBeLessThan(5 * standardError + error);
}

function valueOf(laws: Laws, law: Law, random: Random): unknown {
  return law.value(Array.from({ length: laws.lucks }, () => random.uniform()));
}

/** The plainest way to add outcomes up. */
function summed(values: readonly unknown[], guardrail: Guardrail): Sample {
  const numbers = values.map(Number);
  const count = values.length;
  switch (guardrail.type) {
    case 'proportion':
      return { count, hits: numbers.reduce((sum, each) => sum + each, 0) };
    case 'mean':
      return {
        count,
        sum: numbers.reduce((sum, each) => sum + each, 0),
        sumOfSquares: numbers.reduce((sum, each) => sum + each ** 2, 0),
      };
    case 'rate': {
      const all = values as { readonly hits: number; readonly exposure: number }[];
      return {
        hits: all.reduce((sum, { hits }) => sum + hits, 0),
        exposure: all.reduce((sum, { exposure }) => sum + exposure, 0),
      };
    }
    case 'histogram': {
      const { edges } = guardrail;
      const above = [...edges.map((edge) => numbers.filter((each) => each > edge).length), 0];
      return { edges, counts: above.map((each, bin) => (above[bin - 1] ?? count) - each) };
    }
    case 'categories': {
      const counts: Record<string, number> = {};
      for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
      return { counts };
    }
  }
}

// The largest excess of P(worse than x), by hand.
test.each([
  ['errors times 3', errors, guardrails.proportion, { times: 3 }, 0.2],
  ['fewer errors', errors, guardrails.proportion, { times: 0.5 }, -0.05],
  ['more hits where lower is worse', errors, 'type: proportion, worse: lower', { times: 3 }, -0.2],
  ['crashes times 2', crashes, guardrails.rate, { times: 2 }, 0.2],
  // Every value of a quarter is halved: worst where x is between both distributions.
  [
    'a third of all buyers bring nothing',
    revenue,
    guardrails.mean,
    { times: 0, of: 1 / 3 },
    0.25 / 3,
  ],
  ['more revenue', revenue, guardrails.mean, { times: 2 }, 0],
  ['a tail of 10 %', latency, guardrails.histogram, { times: 1000, of: 0.1 }, 0.1],
  ['faster', latency, guardrails.histogram, { times: 0.5 }, 0],
  ['inputs that move', inputs, guardrails.categories, { becomes: { tv: 1 }, of: 0.2 }, 0.2],
] as const)('the excess of %s', (_, metric, guardrail, change, expected) => {
  const laws = lawsWith(metric, guardrail, change);
  const excess = laws.excess(laws.law(1, [applied(metric, change)], 1), laws.law(1, [], 1));
  expect(excess).toBeCloseTo(expected, 3);
});

test.each([errors, crashes, revenue, latency, inputs])(
  'the luck of a request serves both versions: $type',
  (metric) => {
    const change =
      metric.type === 'categories' ? { becomes: { tv: 1 }, of: 0.1 } : { times: 3, of: 0.1 };
    const laws = lawsWith(metric, guardrails[metric.type as keyof typeof guardrails], change);
    const [same, usual] = [laws.law(1, [], 1), laws.law(1, [], 1)];
    const other = laws.law(1, [applied(metric, change)], 1);
    const random = new Random(3);
    const of = (law: Law, luck: readonly number[]): string => JSON.stringify(law.value(luck));
    let different = 0;
    for (let request = 0; request < 10_000; request += 1) {
      const luck = Array.from({ length: laws.lucks }, () => random.uniform());
      if (of(same, luck) !== of(usual, luck)) throw new Error(`luck ${luck.join()} differs`);
      if (of(other, luck) !== of(usual, luck)) different += 1;
    }
    // Only those that the change concerns.
    expect(different).toBeGreaterThan(0);
    expect(different).toBeLessThan(1150);
  },
);

test('a mean is clipped to the range of its guardrail', () => {
  const laws = lawsWith(revenue, 'type: mean, worse: lower, range: [0, 10]');
  const law = laws.law(1, [], 1);
  const largest = Math.max(
    ...Array.from({ length: 2000 }, (_, draw) => Number(law.value([draw / 2000, 0.5]))),
  );
  expect(largest).toBe(10);
});

test.each([
  ['errors', { type: 'proportion', share: 0.02 }, 'type: proportion, worse: higher', 0.06],
  ['right answers', { type: 'proportion', share: 0.9 }, 'type: proportion, worse: lower', 0.7],
  ['no more than all', { type: 'proportion', share: 0.6 }, 'type: proportion, worse: higher', 1],
  ['crashes', { type: 'rate', hits: 0.02, exposure: 1 }, 'type: rate, worse: higher', 0.06],
] as const)('three times as many of %s are bad of such users', (_, metric, guardrail, expected) => {
  const { usual } = lawsWith(metric, guardrail).law(1, [], 3);
  if (!('hits' in usual)) throw new TypeError('hits are expected');
  expect(usual.hits / 1e6).toBeCloseTo(expected, 9);
});
