import { describe, expect, test } from 'vitest';

import { boundedMean } from '../../src/evidence/bounded-mean.ts';
import { categories } from '../../src/evidence/categories.ts';
import { histogram } from '../../src/evidence/histogram.ts';
import { meanLimit } from '../../src/evidence/mean-limit.ts';
import { proportionLimit } from '../../src/evidence/proportion-limit.ts';
import { quantileLimit } from '../../src/evidence/quantile-limit.ts';
import type { SoundStatistic, Statistic } from '../../src/evidence/statistic.ts';
import type { Pair } from '../../src/ticks/tick.ts';
import { type Counts, distributions, largestExpectation } from '../oracles/multinomial.ts';

/** A statistic on outcomes that can have a few values only, so that all blocks of some size can be enumerated. */
interface Case {
  readonly name: string;
  /** Log e-increments of a block after some past. */
  readonly increments: (past: readonly Pair<Counts>[], block: Pair<Counts>) => readonly number[];
  /** Whether a block is within tolerance, if its outcomes have these distributions. */
  readonly acceptable: Acceptable;
  readonly baselineMatters: boolean;
}

type Acceptable = (canary: readonly number[], baseline: readonly number[]) => boolean;

function caseOf<Options, State, Sample, Past>(
  name: string,
  statistic: Statistic<Options, State, Sample, Past>,
  options: Options,
  sampleOf: (counts: Counts) => Sample,
  acceptable: Acceptable,
): Case {
  const blockOf = ({ canary, baseline }: Pair<Counts>): Pair<Sample> => ({
    canary: sampleOf(canary),
    baseline: sampleOf(baseline),
  });
  return {
    name: `${name} ${JSON.stringify(options)}`,
    increments: (past, block) => {
      let state = statistic.initial(options);
      for (const counts of past) ({ state } = statistic.step(options, state, blockOf(counts)));
      const { increments } = statistic.step(options, state, blockOf(block));
      if (!increments) throw new Error('The past is too short for evidence.');
      return increments;
    },
    acceptable,
    baselineMatters: acceptable.length > 1,
  };
}

/** The same for what speaks for the canary: then it is `acceptable` to the test that the canary is clearly worse. */
function soundCaseOf<Options, State, Sample>(
  name: string,
  statistic: SoundStatistic<Options, State, Sample>,
  options: Options,
  sampleOf: (counts: Counts) => Sample,
  clearlyWorse: Acceptable,
): Case {
  const turned: Statistic<Options, State, Sample> = {
    ...statistic,
    step: (options, state, block) => ({
      ...statistic.step(options, state, block),
      increments: [statistic.soundness(options, state, block)],
    }),
  };
  return caseOf(`soundness of ${name}`, turned, options, sampleOf, clearlyWorse);
}

const values = [-1, 1, 4];
const range = [-1, 4] as const;
const epsilon = 1e-12;

function meanOf(distribution: readonly number[]): number {
  return distribution.reduce(
    (sum, probability, place) => sum + probability * (values[place] ?? 0),
    0,
  );
}

function meanSample(counts: Counts): { count: number; sum: number; sumOfSquares: number } {
  const sample = { count: 0, sum: 0, sumOfSquares: 0 };
  for (const [place, count] of counts.entries()) {
    const value = values[place] ?? 0;
    sample.count += count;
    sample.sum += count * value;
    sample.sumOfSquares += count * value * value;
  }
  return sample;
}

const edges = [100, 110];
const bins = (counts: Counts): { edges: number[]; counts: Counts } => ({ edges, counts });

/** Whether the canary's share beyond each edge is at most the baseline's, edges of the baseline so many bins lower. */
function notSlower(canary: readonly number[], baseline: readonly number[], bins: number): boolean {
  const beyond = (shares: readonly number[], edge: number): number =>
    shares.slice(Math.max(0, edge + 1)).reduce((sum, share) => sum + share, 0);
  return edges.every((_, edge) => beyond(canary, edge) <= beyond(baseline, edge - bins) + epsilon);
}

const labels = ['a', '__proto__', '7'];
const labelled = (counts: Counts): { counts: Record<string, number> } => ({
  counts: Object.fromEntries(counts.map((count, place) => [labels[place] ?? '', count])),
});

function distance(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, share, place) => sum + Math.abs(share - (right[place] ?? 0)) / 2, 0);
}

/** Clearly worse. */
const harm = { absolute: 0.75 };

const directions = ['higher', 'lower'] as const;
const tolerances = [
  { relative: 0, absolute: 0 },
  { relative: 0.5, absolute: 0 },
  { relative: 0, absolute: 1.25 },
  { relative: 0.2, absolute: 0.5 },
];

const cases: readonly Case[] = [
  ...tolerances.flatMap((tolerance) => [
    caseOf(
      'mean',
      boundedMean,
      { worse: 'higher', tolerance, harm, range },
      meanSample,
      (canary, baseline) =>
        meanOf(canary) <=
        (1 + tolerance.relative) * meanOf(baseline) + tolerance.absolute + epsilon,
    ),
    caseOf(
      'mean',
      boundedMean,
      { worse: 'lower', tolerance, harm, range },
      meanSample,
      (canary, baseline) =>
        meanOf(canary) >=
        (1 - tolerance.relative) * meanOf(baseline) - tolerance.absolute - epsilon,
    ),
    soundCaseOf(
      'mean',
      boundedMean,
      { worse: 'higher', tolerance, harm, range },
      meanSample,
      (canary, baseline) =>
        meanOf(canary) >=
        (1 + tolerance.relative) * meanOf(baseline) + tolerance.absolute + harm.absolute - epsilon,
    ),
    soundCaseOf(
      'mean',
      boundedMean,
      { worse: 'lower', tolerance, harm, range },
      meanSample,
      (canary, baseline) =>
        meanOf(canary) <=
        (1 - tolerance.relative) * meanOf(baseline) - tolerance.absolute - harm.absolute + epsilon,
    ),
  ]),
  ...directions.map((worse) =>
    caseOf('mean limit', meanLimit, { worse, limit: 1, range }, meanSample, (canary) =>
      worse === 'higher' ? meanOf(canary) <= 1 + epsilon : meanOf(canary) >= 1 - epsilon,
    ),
  ),
  caseOf(
    'histogram',
    histogram,
    { worse: 'higher', tolerance: { relative: 0 } },
    bins,
    (canary, baseline) => notSlower(canary, baseline, 0),
  ),
  caseOf(
    'histogram',
    histogram,
    { worse: 'lower', tolerance: { relative: 0 } },
    bins,
    (canary, baseline) => notSlower(canary.toReversed(), baseline.toReversed(), 0),
  ),
  caseOf(
    'histogram',
    histogram,
    { worse: 'higher', tolerance: { relative: 0.1 } },
    bins,
    (canary, baseline) => notSlower(canary, baseline, 1),
  ),
  caseOf(
    'histogram',
    histogram,
    { worse: 'lower', tolerance: { relative: 0.09 } },
    bins,
    (canary, baseline) => notSlower(canary.toReversed(), baseline.toReversed(), 1),
  ),
  ...[0, 0.125, 0.25].map((shift) =>
    caseOf(
      'categories',
      categories,
      { tolerance: { shift } },
      labelled,
      (canary, baseline) => distance(canary, baseline) <= shift + epsilon,
    ),
  ),
  ...directions.flatMap((worse) =>
    [0.25, 0.75].map((limit) =>
      caseOf(
        'proportion limit',
        proportionLimit,
        { worse, limit },
        ([misses = 0, hits = 0, more = 0]) => ({
          count: misses + hits + more,
          hits: hits + more,
        }),
        ([misses = 0]) =>
          worse === 'higher' ? 1 - misses <= limit + epsilon : 1 - misses >= limit - epsilon,
      ),
    ),
  ),
  ...directions.map((worse) =>
    caseOf(
      'quantile limit',
      quantileLimit,
      { worse, quantile: 0.75, limit: 105 },
      bins,
      ([first = 0, , last = 0]) =>
        worse === 'higher' ? last <= 0.25 + epsilon : first <= 0.75 + epsilon,
    ),
  ),
];

const pasts: readonly (readonly Pair<Counts>[])[] = [
  [{ canary: [1, 0, 0], baseline: [0, 0, 1] }],
  [{ canary: [0, 1, 3], baseline: [5, 3, 0] }],
  [
    { canary: [40, 10, 0], baseline: [100, 20, 5] },
    { canary: [10, 20, 20], baseline: [10, 3, 0] },
  ],
];
const sizes = [
  { canary: 1, baseline: 1 },
  { canary: 1, baseline: 6 },
  { canary: 5, baseline: 1 },
  { canary: 3, baseline: 4 },
];
const shares = distributions(3, 8);

/** The largest expectation of any e-value, over pasts, sizes and pairs of distributions within tolerance. */
function worst({ increments, acceptable, baselineMatters }: Case): number {
  const baselines = baselineMatters ? shares : [[1, 0, 0]];
  const nulls = baselines.flatMap((baseline) =>
    shares.filter((canary) => acceptable(canary, baseline)).map((canary) => ({ canary, baseline })),
  );
  const expectations = pasts.flatMap((past) =>
    sizes.map((size) =>
      largestExpectation(size, nulls, (canary, baseline) => increments(past, { canary, baseline })),
    ),
  );
  return Math.max(...expectations);
}

describe('within tolerance no e-value is expected to exceed 1', { timeout: 60_000 }, () => {
  test.each(cases.map((entry) => [entry.name, entry] as const))('%s', (_, entry) => {
    const expectation = worst(entry);
    expect(expectation).toBeLessThanOrEqual(1 + 1e-9);
    expect(expectation).toBeGreaterThan(0.98);
  });

  test.each(cases.map((entry) => [entry.name, entry] as const))(
    'and beyond it one is: %s',
    (_, entry) => {
      const anything = { ...entry, acceptable: () => true };
      expect(worst(anything)).toBeGreaterThan(1.1);
    },
  );
});
