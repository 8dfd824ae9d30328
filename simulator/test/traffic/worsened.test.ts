import {
  OutcomeTicks,
  outcomesIn,
  sampleOf,
  type Guardrail,
  type Sample,
} from '@lastgood/triggers';
import { describe, expect, it, test } from 'vitest';

import { Random } from '../../src/random/random.ts';
import { worsened } from '../../src/traffic/worsened.ts';
import { guardrailWith } from './policy.ts';

interface Case {
  readonly guardrail: string;
  readonly times: number;
  readonly usual: Sample;
  /** What is to be found, in a sample: a share, rate or mean. */
  readonly figure: (sample: Sample) => number;
  readonly expected: number;
  readonly excess: number;
}

const hits = (sample: Sample): number => ('hits' in sample ? sample.hits : NaN);
const share = (sample: Sample): number => hits(sample) / outcomesIn(sample);
const rate = (sample: Sample): number =>
  hits(sample) / ('exposure' in sample ? sample.exposure : NaN);
const mean = (sample: Sample): number => ('sum' in sample ? sample.sum / sample.count : NaN);
const beyond =
  (first: number) =>
  (sample: Sample): number =>
    'edges' in sample
      ? sample.counts.slice(first).reduce((sum, count) => sum + count, 0) / outcomesIn(sample)
      : NaN;
const labelled =
  (label: string) =>
  (sample: Sample): number =>
    'counts' in sample && !('edges' in sample)
      ? (sample.counts[label] ?? 0) / outcomesIn(sample)
      : NaN;

const rare = { count: 1e6, hits: 10_000 };
const common = { count: 1e6, hits: 800_000 };
const crashes = { hits: 20_000, exposure: 1e6 };
const scores = { count: 1e6, sum: 4e6, sumOfSquares: 20e6 };
const latencies = { edges: [10, 20, 40, 80], counts: [1e5, 2e5, 4e5, 2e5, 1e5] };
const labels = { counts: { web: 6e5, mobile: 3e5, tv: 1e5 } };

// Each expected figure is calculated by hand from docs/policy.md and the table of `worsened`.
const cases: Record<string, Case> = {
  'a rare proportion, by a part of what is tolerated': {
    guardrail: 'type: proportion, worse: higher, tolerance: { relative: 20% }',
    times: 2,
    usual: rare,
    figure: share,
    expected: 0.012 * 2,
    excess: 0.014,
  },
  'a rare proportion with an absolute tolerance, by points': {
    guardrail: 'type: proportion, worse: higher, tolerance: { absolute: 0.01 }',
    times: 1,
    usual: rare,
    figure: share,
    expected: 0.01 + 0.01 + 0.05,
    excess: 0.06,
  },
  'a common proportion where lower is worse, by points': {
    guardrail:
      'type: proportion, worse: lower, tolerance: { relative: 10% }, harm: { absolute: 3% }',
    times: 2,
    usual: common,
    figure: share,
    expected: 1 - (0.22 + 0.06),
    excess: 0.08,
  },
  'a proportion that is expected to be rare and is not, by a part': {
    guardrail: 'type: proportion, worse: lower, expected: 97%',
    times: 1,
    usual: common,
    figure: share,
    expected: 0.7,
    excess: 0.1,
  },
  'a proportion with only a limit': {
    guardrail: 'type: proportion, worse: higher, limit: { max: 2% }',
    times: 1,
    usual: rare,
    figure: share,
    expected: 0.03,
    excess: 0.02,
  },
  'a proportion that cannot be that bad': {
    guardrail: 'type: proportion, worse: lower',
    times: 100,
    usual: common,
    figure: share,
    expected: 0,
    excess: 0.8,
  },
  'a rate': {
    guardrail: 'type: rate, worse: higher, tolerance: { relative: 10% }, harm: { relative: 30% }',
    times: 2,
    usual: crashes,
    figure: rate,
    expected: 0.02 * 1.1 * 1.6,
    excess: 0.02 * 0.76,
  },
  'a rate where lower is worse': {
    guardrail: 'type: rate, worse: lower, tolerance: { relative: 10% }, harm: { relative: 20% }',
    times: 1,
    usual: crashes,
    figure: rate,
    expected: 0.02 * 0.9 * 0.8,
    excess: 0.02 * 0.28,
  },
  'a rate with only a limit': {
    guardrail: 'type: rate, worse: higher, limit: { max: 0.05 }',
    times: 2,
    usual: crashes,
    figure: rate,
    expected: 0.1,
    excess: 0.08,
  },
  'a mean': {
    guardrail:
      'type: mean, worse: higher, range: [0, 10], tolerance: { relative: 25%, absolute: 0.5 }, harm: { absolute: 0.25 }',
    times: 2,
    usual: scores,
    figure: mean,
    expected: 4 + 1 + 0.5 + 0.5,
    // Standard deviation 2: 2 Phi(.5) - 1.
    excess: 0.3829,
  },
  'a mean where lower is worse, by a tenth of the range': {
    guardrail: 'type: mean, worse: lower, range: [0, 10]',
    times: 1,
    usual: scores,
    figure: mean,
    expected: 3,
    excess: 0.1974,
  },
  'a mean without a range, by .2 standard deviations': {
    guardrail: 'type: mean, worse: lower, asymptotic: true, tolerance: { absolute: 1 }',
    times: 3,
    usual: scores,
    figure: mean,
    expected: 4 - 1 - 3 * 0.2 * 2,
    excess: 0.4177,
  },
  'a mean with only a limit': {
    guardrail: 'type: mean, worse: higher, range: [0, 10], limit: { max: 6 }',
    times: 1,
    usual: scores,
    figure: mean,
    expected: 7,
    excess: 0.5467,
  },
  // Times 1.1 and 1.5 every value is in the next bin, which is tolerated, so it goes two.
  'a histogram, beyond the bins that are tolerated': {
    guardrail: 'type: histogram, worse: higher, tolerance: { relative: 10% }',
    times: 1,
    usual: latencies,
    figure: beyond(3),
    expected: 0.9,
    excess: 0.6,
  },
  'a histogram where lower is worse': {
    guardrail: 'type: histogram, worse: lower',
    times: 1,
    usual: latencies,
    figure: (sample) => 1 - beyond(2)(sample),
    expected: 0.7,
    excess: 0.4,
  },
  'a histogram with only a limit': {
    guardrail:
      'type: histogram, worse: higher, edges: [10], limit: { p90: { max: 80 }, p50: { max: 10 } }',
    times: 2,
    usual: latencies,
    figure: beyond(4),
    expected: 0.2,
    excess: 0.1,
  },
  'categories, which become the rarest': {
    guardrail: 'type: categories, tolerance: { shift: 10% }',
    times: 2,
    usual: labels,
    figure: labelled('tv'),
    expected: 0.1 + 0.1 + 2 * 0.05,
    excess: 0.2,
  },
  'categories of one label': {
    guardrail: 'type: categories, tolerance: { shift: 10% }',
    times: 1,
    usual: { counts: { web: 1e6 } },
    figure: labelled('other'),
    expected: 0.15,
    excess: 0.15,
  },
};

describe.each(Object.entries(cases))('%s', (_, { guardrail, times, usual, ...found }) => {
  const worse = worsened(guardrailWith(guardrail), times, usual);

  it('arrives where harm was asked for, and loses nobody', () => {
    const random = new Random(1);
    const sample = worse.sample(usual, random);
    // A million outcomes: five standard errors of the most uncertain of them.
    expect(found.figure(sample)).toBeCloseTo(found.expected, 2.3);
    expect(Math.abs(found.figure(sample) / found.expected - 1) || 0).toBeLessThan(0.05);
    expect(outcomesIn(sample)).toBe(outcomesIn(usual));
    expect(worse.excess).toBeCloseTo(found.excess, 4);
  });
});

/** As many values as a sample counts, in turn. */
const values: Record<string, (place: number) => unknown> = {
  'type: proportion, worse: higher, tolerance: { absolute: 5% }': (place) => place % 10 === 0,
  'type: proportion, worse: lower': (place) => (place % 5 === 0 ? 0 : 1),
  'type: rate, worse: higher': (place) => ({ hits: place % 4 === 0 ? 1 : 0, exposure: 0.5 }),
  'type: rate, worse: lower': (place) => ({ hits: place % 4, exposure: 2 }),
  'type: mean, worse: higher, range: [0, 10]': (place) => place % 8,
  'type: mean, worse: lower, asymptotic: true': (place) => place % 8,
  'type: histogram, worse: higher, edges: [1, 2, 3, 5, 8]': (place) => place % 10,
  'type: histogram, worse: lower, edges: [1, 2, 3, 5, 8]': (place) => place % 10,
  'type: histogram, worse: higher, edges: [1, 2, 3, 5, 8], limit: { p95: { max: 8 } }': (place) =>
    place % 9,
  'type: categories': (place) => (place % 4 === 0 ? 'up' : 'down'),
};

test.each(Object.entries(values))(
  'single outcomes come out as a sample of them does: %s',
  (settings, value) => {
    const count = 40_000;
    const guardrail = guardrailWith(settings);
    const all = Array.from({ length: count }, (_, place) => value(place));
    const usual = summed(guardrail, all);
    const worse = worsened(guardrail, 1, usual);
    const random = new Random(3);
    const one = summed(
      guardrail,
      all.map((each) => worse.value(each, random.uniform())),
    );
    const whole = worse.sample(usual, random);
    expect(one).not.toEqual(usual);
    expectClose(one, whole, count);
  },
);

/** A sample of single outcomes, as the ticks of the engine count them. */
function summed(guardrail: Guardrail, all: readonly unknown[]): Sample {
  const ticks = new OutcomeTicks({
    tick: 1000,
    lateness: 0,
    guardrails: [guardrail],
    versions: ['v12'],
  });
  for (const metric of all) {
    ticks.add({ time: 0, version: 'v12', values: { metric } });
  }
  ticks.close();
  expect(ticks.refused).toBe(0);
  const [tick] = ticks.take();
  const sample = tick && sampleOf(tick, 'v12', 'metric');
  if (!sample) throw new Error('nothing was counted');
  return sample;
}

/** Every number of the two samples of some outcomes is the same, up to chance. */
function expectClose(left: Sample, right: Sample, count: number): void {
  const numbers = numbersIn(left);
  const others = numbersIn(right);
  expect(Object.keys(numbers).sort()).toEqual(Object.keys(others).sort());
  for (const [name, number] of Object.entries(numbers)) {
    expect(Math.abs(number - (others[name] ?? NaN))).toBeLessThan(8 * Math.sqrt(count));
  }
}

function numbersIn(sample: Sample): Readonly<Record<string, number>> {
  const numbers: [string, unknown][] = Object.entries('counts' in sample ? sample.counts : sample);
  return Object.fromEntries(numbers.map(([name, number]) => [name, Number(number)]));
}

test('what nothing can be worse than is told, with its name', () => {
  const impossible =
    (settings: string, usual: Sample): (() => unknown) =>
    () =>
      worsened(guardrailWith(settings), 1, usual);
  const absolute = 'type: proportion, worse: higher, tolerance: { absolute: 0.5 }';
  expect(impossible(absolute, { count: 10, hits: 6 })).toThrow(
    'metric: nothing is worse than what is tolerated, all outcomes where',
  );
  const range = 'type: mean, worse: higher, range: [0, 10], tolerance: { absolute: 3 }';
  expect(impossible(range, { count: 1, sum: 8, sumOfSquares: 64 })).toThrow(
    'metric: nothing is worse than what is tolerated, up to the end of the range, 10, where the mean is 8',
  );
  const unbounded = 'type: mean, worse: higher, asymptotic: true';
  expect(impossible(unbounded, { count: 2, sum: 8, sumOfSquares: 32 })).toThrow(
    'since all values are 4',
  );
  const histogram = 'type: histogram, worse: higher';
  expect(impossible(histogram, { edges: [1], counts: [0, 5] })).toThrow(
    'since all values are in the worst bin',
  );
  const categories = 'type: categories, tolerance: { shift: 60% }';
  expect(impossible(categories, { counts: { up: 5, down: 5 } })).toThrow(
    'a shift of 0.6 to any label',
  );
});

test('no errors at all still become more', () => {
  const rare = worsened(guardrailWith('type: proportion, worse: higher'), 1, { count: 9, hits: 0 });
  expect(rare.excess).toBeGreaterThan(0);
});
