import { describe, expect, test } from 'vitest';

import { boundedMean } from '../../src/evidence/bounded-mean.ts';
import { categories } from '../../src/evidence/categories.ts';
import { histogram } from '../../src/evidence/histogram.ts';
import { meanLimit } from '../../src/evidence/mean-limit.ts';
import { proportionLimit } from '../../src/evidence/proportion-limit.ts';
import { quantileLimit } from '../../src/evidence/quantile-limit.ts';
import { rateLimit } from '../../src/evidence/rate-limit.ts';
import { rate } from '../../src/evidence/rate.ts';
import { logEvidence, nothingSpent, spend } from '../../src/evidence/spending.ts';
import type { Statistic } from '../../src/evidence/statistic.ts';
import { binOf, logarithmicEdges } from '../../src/ticks/samples/edges.ts';
import { seeded } from '../support/random.ts';

type Uniform = () => number;

/** Draws the sample of one arm in one tick: `fault` is zero for a healthy version, one for a bad one. */
type Draw<Sample> = (uniform: Uniform, count: number, fault: 0 | 1) => Sample;

interface Case {
  readonly name: string;
  /** After how many canary requests the risk of .01 is reached; undefined if not in so many ticks. */
  readonly delay: (seed: number, fault: 0 | 1, ticks: number) => number | undefined;
  /** The median number of canary requests that it takes to find the fault. */
  readonly about: number;
}

const sizes = { canary: 20, baseline: 380 };

function caseOf<Options, State, Sample, Past>(
  name: string,
  statistic: Statistic<Options, State, Sample, Past>,
  options: Options,
  draw: Draw<Sample>,
  about: number,
): Case {
  return {
    name,
    about,
    delay: (seed, fault, ticks) => {
      const uniform = seeded(seed);
      let state = statistic.initial(options);
      let spending = nothingSpent;
      for (let tick = 1; tick <= ticks; tick += 1) {
        const step = statistic.step(options, state, {
          canary: draw(uniform, sizes.canary, fault),
          baseline: draw(uniform, sizes.baseline, 0),
        });
        state = step.state;
        if (step.increments) spending = spend(spending, step.increments, Infinity);
        const evidence = logEvidence(spending, statistic.prior(options, state));
        if (evidence >= Math.log(100)) return tick * sizes.canary;
      }
      return undefined;
    },
  };
}

function values(uniform: Uniform, count: number, value: (uniform: Uniform) => number): number[] {
  return Array.from({ length: count }, () => value(uniform));
}

function meanOf(all: readonly number[]): { count: number; sum: number; sumOfSquares: number } {
  let sum = 0;
  let sumOfSquares = 0;
  for (const value of all) {
    sum += value;
    sumOfSquares += value * value;
  }
  return { count: all.length, sum, sumOfSquares };
}

/** Lognormal, with a median of 120 and a deviation of half a unit of the logarithm. */
function latency(uniform: Uniform): number {
  const normal = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return 120 * Math.exp(0.5 * normal);
}

const edges = logarithmicEdges(1, 10_000, [500]);

function histogramOf(all: readonly number[]): { edges: number[]; counts: number[] } {
  const counts = Array.from({ length: edges.length + 1 }, () => 0);
  for (const value of all) counts[binOf(edges, value)] = (counts[binOf(edges, value)] ?? 0) + 1;
  return { edges, counts };
}

function share(
  uniform: Uniform,
  count: number,
  probability: number,
): { count: number; hits: number } {
  return {
    count,
    hits: values(uniform, count, (next) => (next() < probability ? 1 : 0)).filter(Boolean).length,
  };
}

const slower: Draw<{ edges: number[]; counts: number[] }> = (uniform, count, fault) =>
  histogramOf(values(uniform, count, (next) => (1 + 0.2 * fault) * latency(next)));
const slowTail: typeof slower = (uniform, count, fault) =>
  histogramOf(values(uniform, count, (next) => latency(next) * (fault && next() < 0.05 ? 5 : 1)));
const scores: Draw<ReturnType<typeof meanOf>> = (uniform, count, fault) =>
  meanOf(values(uniform, count, (next) => Math.min(1, next() + 0.1 * fault)));
const revenue: typeof scores = (uniform, count, fault) =>
  meanOf(values(uniform, count, (next) => (next() < 0.1 * (1 - 0.5 * fault) ? 50 * next() : 0)));
const devices: Draw<{ counts: Record<string, number> }> = (uniform, count, fault) => {
  const counts: Record<string, number> = {};
  for (const value of values(uniform, count, (next) => next())) {
    const label = value < 0.6 - 0.2 * fault ? 'mobile' : value < 0.9 ? 'web' : 'tv';
    counts[label] = (counts[label] ?? 0) + 1;
  }
  return { counts };
};
const crashes =
  (usual: number, bad: number): Draw<{ hits: number; exposure: number }> =>
  (uniform, count, fault) => {
    const { hits } = share(uniform, count, fault ? bad : usual);
    return { hits, exposure: count / 10 };
  };

const none = { relative: 0, absolute: 0 };
const cases: readonly Case[] = [
  caseOf(
    'rate, tripled',
    rate,
    { worse: 'higher', tolerance: { relative: 0 }, harm: { relative: 0.5 } },
    crashes(0.02, 0.06),
    280,
  ),
  caseOf(
    'rate, a third',
    rate,
    { worse: 'lower', tolerance: { relative: 0 }, harm: { relative: 0.5 } },
    crashes(0.3, 0.1),
    60,
  ),
  caseOf(
    'mean, up .1',
    boundedMean,
    { worse: 'higher', tolerance: none, harm: { absolute: 0.1 }, range: [0, 1] },
    scores,
    200,
  ),
  caseOf(
    'mean, halved',
    boundedMean,
    { worse: 'lower', tolerance: none, harm: { absolute: 5 }, range: [0, 50] },
    revenue,
    500,
  ),
  caseOf(
    'histogram, a fifth slower',
    histogram,
    { worse: 'higher', tolerance: { relative: 0 } },
    slower,
    160,
  ),
  caseOf(
    'histogram, a slow tail',
    histogram,
    { worse: 'higher', tolerance: { relative: 0 } },
    slowTail,
    100,
  ),
  caseOf('categories, shifted by .2', categories, { tolerance: { shift: 0.05 } }, devices, 180),
  caseOf(
    'proportion limit',
    proportionLimit,
    { worse: 'higher', limit: 0.02 },
    (u, n, f) => share(u, n, 0.015 + 0.045 * f),
    260,
  ),
  caseOf('rate limit', rateLimit, { worse: 'higher', limit: 0.2 }, crashes(0.015, 0.06), 260),
  caseOf('mean limit', meanLimit, { worse: 'higher', limit: 0.51, range: [0, 1] }, scores, 220),
  caseOf(
    'quantile limit',
    quantileLimit,
    { worse: 'higher', quantile: 0.99, limit: 500 },
    slowTail,
    220,
  ),
];

describe.each(cases.map((entry) => [entry.name, entry] as const))('%s', (_, { delay, about }) => {
  const seeds = Array.from({ length: 21 }, (_, seed) => seed + 1);

  test('a bad version is found in about as many requests as that takes', () => {
    const delays = seeds.map((seed) => delay(seed, 1, 300) ?? Infinity).sort((a, b) => a - b);
    expect(delays[10]).toBeLessThanOrEqual(1.4 * about);
    expect(delays[10]).toBeGreaterThanOrEqual(about / 1.4);
    expect(delays[20]).toBeLessThanOrEqual(5 * about);
  });

  test('a healthy one is not', () => {
    expect(seeds.filter((seed) => delay(seed, 0, 300) !== undefined)).toEqual([]);
  });
});
