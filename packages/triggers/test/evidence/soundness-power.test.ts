import { describe, expect, test } from 'vitest';

import { boundedMean } from '../../src/evidence/bounded-mean.ts';
import { proportion } from '../../src/evidence/proportion.ts';
import { rate } from '../../src/evidence/rate.ts';
import type { SoundStatistic } from '../../src/evidence/statistic.ts';
import type { BadCount } from '../../src/ticks/bad.ts';
import type { MeanSample } from '../../src/ticks/samples/mean.ts';
import type { RateSample } from '../../src/ticks/samples/rate.ts';
import type { Pair } from '../../src/ticks/tick.ts';
import { binomial, seeded } from '../support/random.ts';

/** Draws the sample of one arm in one block, at this value of what is measured. */
type Draw<Sample> = (uniform: () => number, count: number, value: number) => Sample;

interface Case {
  readonly name: string;
  /** After how many canary requests the canary may be promoted at a risk of .05; Infinity if not in so many blocks. */
  readonly took: (seed: number, sizes: Pair<number>, canary: number, blocks: number) => number;
  readonly healthy: number;
  /** Clearly worse, and only just. */
  readonly harmful: number;
  /** The median number of canary requests that it takes at 5/95 and at 50/50. */
  readonly about: readonly [number, number];
}

const splits = [
  { canary: 20, baseline: 380 },
  { canary: 20, baseline: 20 },
] as const;

function caseOf<Options, State, Sample>(
  statistic: SoundStatistic<Options, State, Sample>,
  options: Options,
  draw: Draw<Sample>,
  rest: Omit<Case, 'took'>,
): Case {
  return {
    ...rest,
    took: (seed, sizes, canary, blocks) => {
      const uniform = seeded(seed);
      let state = statistic.initial(options);
      let evidence = 0;
      for (let block = 1; block <= blocks; block += 1) {
        const samples = {
          canary: draw(uniform, sizes.canary, canary),
          baseline: draw(uniform, sizes.baseline, rest.healthy),
        };
        evidence += statistic.soundness(options, state, samples);
        if (evidence >= Math.log(20)) return block * sizes.canary;
        ({ state } = statistic.step(options, state, samples));
      }
      return Infinity;
    },
  };
}

const bad: Draw<BadCount> = (uniform, count, share) => ({
  count,
  bad: binomial(uniform, count, share),
});
const crashes: Draw<RateSample> = (uniform, count, share) => ({
  hits: binomial(uniform, count, share),
  exposure: count / 10,
});
/** Scores between 0 and 1, spread evenly over .4 on both sides of the mean. */
const scores: Draw<MeanSample> = (uniform, count, mean) => {
  const sample = { count, sum: 0, sumOfSquares: 0 };
  for (let each = 0; each < count; each += 1) {
    const value = mean + 0.8 * (uniform() - 0.5);
    sample.sum += value;
    sample.sumOfSquares += value * value;
  }
  return sample;
};

const tolerance = { relative: 0, absolute: 0 };
const harm = { relative: 0.5, absolute: 0.05 };
const cases: readonly Case[] = [
  caseOf(proportion, { tolerance, harm }, bad, {
    name: '1 % errors',
    healthy: 0.01,
    harmful: 0.015,
    about: [2_900, 6_500],
  }),
  caseOf(proportion, { tolerance, harm }, bad, {
    name: '15 % misses',
    healthy: 0.15,
    harmful: 0.2,
    about: [400, 600],
  }),
  caseOf(proportion, { tolerance: { relative: 0, absolute: 0.01 }, harm }, bad, {
    name: '1 % errors, and one point tolerated',
    healthy: 0.01,
    harmful: 0.07,
    about: [100, 120],
  }),
  caseOf(rate, { worse: 'higher', tolerance, harm }, crashes, {
    name: 'crashes',
    healthy: 0.02,
    harmful: 0.03,
    about: [1_450, 2_550],
  }),
  caseOf(rate, { worse: 'lower', tolerance, harm }, crashes, {
    name: 'sales, fewer of which are worse',
    healthy: 0.02,
    harmful: 0.01,
    about: [700, 1_400],
  }),
  caseOf(
    boundedMean,
    { worse: 'higher', tolerance, harm: { absolute: 0.1 }, range: [0, 1] },
    scores,
    {
      name: 'a score',
      healthy: 0.45,
      harmful: 0.55,
      about: [80, 120],
    },
  ),
];

const seeds = Array.from({ length: 101 }, (_, seed) => seed + 1);

describe.each(cases.map((entry) => [entry.name, entry] as const))('%s', (_, entry) => {
  const { took, healthy, harmful, about } = entry;

  test.each([
    ['5/95', splits[0], about[0]],
    ['50/50', splits[1], about[1]],
  ])(
    'a healthy version may be promoted after about as many requests as that takes, at %s',
    (_, sizes, about) => {
      const delays = seeds.map((seed) => took(seed, sizes, healthy, 3_000)).sort((a, b) => a - b);
      expect(delays[50]).toBeLessThanOrEqual(1.4 * about);
      expect(delays[50]).toBeGreaterThanOrEqual(about / 1.4);
      expect(delays[90]).toBeLessThanOrEqual(5 * about);
    },
  );

  test('a clearly worse one hardly ever, however long it is tried', () => {
    for (const sizes of splits) {
      const promoted = seeds.filter((seed) => took(seed, sizes, harmful, 1_000) < Infinity);
      // .05 of 101, and three standard errors more
      expect(promoted.length).toBeLessThanOrEqual(11);
    }
  });
});
