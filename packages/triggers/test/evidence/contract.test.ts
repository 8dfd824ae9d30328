import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { badProportion } from '../../src/decision/bad-proportion.ts';
import { boundedMean } from '../../src/evidence/bounded-mean.ts';
import { categories } from '../../src/evidence/categories.ts';
import { histogram } from '../../src/evidence/histogram.ts';
import { meanLimit } from '../../src/evidence/mean-limit.ts';
import { proportionLimit } from '../../src/evidence/proportion-limit.ts';
import { type LabelCounts, labelCountsOf } from '../../src/ticks/samples/label-counts.ts';
import { proportion } from '../../src/evidence/proportion.ts';
import { quantileLimit } from '../../src/evidence/quantile-limit.ts';
import { rateLimit } from '../../src/evidence/rate-limit.ts';
import { rate } from '../../src/evidence/rate.ts';
import {
  initialSampleRatio,
  sampleRatioPrior,
  stepSampleRatio,
} from '../../src/evidence/sample-ratio.ts';
import type { EvidenceStep, Statistic } from '../../src/evidence/statistic.ts';
import { unboundedMean } from '../../src/evidence/unbounded-mean.ts';
import {
  addSamples,
  isOf,
  noSample,
  type Sample as Outcomes,
  typeOf,
} from '../../src/ticks/samples/sample.ts';
import type { Pair } from '../../src/ticks/tick.ts';
import {
  categoriesSample,
  count,
  histogramSample,
  meanSample,
  proportionSample,
  rateSample,
} from '../support/samples.ts';
import { deepFreeze } from '../support/run.ts';

/** A statistic with its options and the blocks that it may be given; what its state is, is nobody else's business. */
interface Case {
  readonly name: string;
  readonly initial: () => unknown;
  readonly step: (state: unknown, block: unknown) => EvidenceStep<unknown>;
  readonly prior: (state: unknown) => readonly number[];
  /** If it can speak for the canary. */
  readonly soundness?: (state: unknown, block: unknown) => number;
  /** If its state is what past blocks come to. */
  readonly ofPast?: {
    readonly state: (past: unknown) => unknown;
    readonly increments: (state: unknown, block: unknown) => readonly number[] | undefined;
  };
  readonly blocks: fc.Arbitrary<readonly unknown[]>;
}

function caseOf<Options, State, Sample, Past>(
  name: string,
  statistic: Statistic<Options, State, Sample, Past>,
  options: Options,
  sample: fc.Arbitrary<Sample>,
): Case {
  deepFreeze(options);
  const block: fc.Arbitrary<Pair<Sample>> = fc.record({ canary: sample, baseline: sample });
  return {
    name: `${name} ${JSON.stringify(options)}`,
    initial: () => statistic.initial(options),
    step: (state, block) => statistic.step(options, state as State, block as Pair<Sample>),
    ...(statistic.ofPast && {
      ofPast: {
        state: (past) => statistic.ofPast?.state(past as Past),
        increments: (state, block) =>
          statistic.ofPast?.increments(options, state as State, block as Pair<Sample>),
      },
    }),
    prior: (state) => statistic.prior(options, state as State),
    ...(statistic.soundness && {
      soundness: (state, block) =>
        statistic.soundness?.(options, state as State, block as Pair<Sample>) ?? NaN,
    }),
    blocks: fc.array(block, { minLength: 1, maxLength: 8 }),
  };
}

const units = fc.tuple(count, count, count).map(([v12, v13, other]) =>
  Object.fromEntries([
    ['v12', v12],
    ['v13', v13],
    ['__proto__', other],
  ]),
);
const sampleRatio: Case = {
  name: 'sample ratio',
  initial: () => initialSampleRatio,
  step: (state, block) => stepSampleRatio(state as never, block as never),
  prior: () => sampleRatioPrior,
  blocks: fc.array(
    fc.record({
      units,
      weights: fc.constantFrom(
        { v12: 95, v13: 5 },
        { v12: 0.999, v13: 0.001 },
        { v12: 1, v13: 1, v14: 1e-5 },
        { v12: 1, v13: 0 },
      ),
    }),
    { minLength: 1, maxLength: 8 },
  ),
};

const none = { relative: 0, absolute: 0 };
const both = { relative: 0.2, absolute: 0.01 };
const harm = { relative: 0.5, absolute: 0.05 };
const bad = proportionSample.map(({ count, hits }) => ({ count, bad: hits }));
const range = [-5, 50] as const;
const cases: readonly Case[] = [
  caseOf('proportion', proportion, { tolerance: none, harm }, bad),
  caseOf('proportion', proportion, { tolerance: none, harm, expected: 0.01 }, bad),
  caseOf('proportion', proportion, { tolerance: both, harm, expected: 0.3 }, bad),
  ...(['higher', 'lower'] as const).flatMap((worse) => [
    caseOf('rate', rate, { worse, tolerance: { relative: 0.1 }, harm }, rateSample),
    caseOf(
      'mean',
      boundedMean,
      { worse, tolerance: none, harm: { absolute: 5 }, range },
      meanSample(range),
    ),
    caseOf(
      'mean',
      boundedMean,
      { worse, tolerance: both, harm: { absolute: 1 }, range: [1e6, 1e6 + 1] },
      meanSample([1e6, 1e6 + 1]),
    ),
    caseOf('unbounded mean', unboundedMean, { worse, tolerance: both }, meanSample([0, 1e4])),
    caseOf('histogram', histogram, { worse, tolerance: { relative: 0 } }, histogramSample),
    caseOf('histogram', histogram, { worse, tolerance: { relative: 0.1 } }, histogramSample),
    caseOf('bad proportion', badProportion, { worse, tolerance: none, harm }, proportionSample),
    caseOf('proportion limit', proportionLimit, { worse, limit: 0.01 }, proportionSample),
    caseOf('proportion limit', proportionLimit, { worse, limit: 0.999 }, proportionSample),
    caseOf('rate limit', rateLimit, { worse, limit: 2 }, rateSample),
    caseOf('mean limit', meanLimit, { worse, limit: 20, range }, meanSample(range)),
    caseOf('quantile limit', quantileLimit, { worse, quantile: 0.99, limit: 110 }, histogramSample),
  ]),
  caseOf('categories', categories, { tolerance: { shift: 0.05 } }, categoriesSample),
  caseOf('categories', categories, { tolerance: { shift: 0 } }, categoriesSample),
  sampleRatio,
];

/** All steps of a run; `between` stands between the steps. */
function steps(
  { initial, step }: Case,
  blocks: readonly unknown[],
  between: (state: unknown) => unknown = (state) => state,
): EvidenceStep<unknown>[] {
  let state = initial();
  return blocks.map((block) => {
    const result = step(between(state), block);
    ({ state } = result);
    return result;
  });
}

function reloaded(state: unknown): unknown {
  return JSON.parse(JSON.stringify(state));
}

describe.each(cases.map((entry) => [entry.name, entry] as const))('%s', (_, entry) => {
  const check = (property: (blocks: readonly unknown[]) => void): void => {
    fc.assert(fc.property(entry.blocks, property), { seed: 1, numRuns: 300 });
  };

  test('leaves its arguments as they are, and gives the same for the same', () => {
    check((blocks) => {
      deepFreeze(blocks);
      expect(steps(entry, blocks, deepFreeze)).toEqual(steps(entry, blocks));
    });
  });

  test('gives finite numbers, one for each alternative', () => {
    check((blocks) => {
      for (const { state, increments } of steps(entry, blocks)) {
        if (!increments) continue;
        expect(increments).toHaveLength(entry.prior(state).length);
        for (const increment of increments) {
          if (!Number.isFinite(increment)) throw new Error(`${increment}`);
        }
      }
    });
  });

  test('has a state that survives JSON, and goes on from it bit for bit', () => {
    check((blocks) => {
      const run = steps(entry, blocks);
      expect(steps(entry, blocks, reloaded)).toEqual(run);
      for (const { state } of run) expect(reloaded(state)).toEqual(state);
    });
  });

  test('weighs its alternatives once and for all', () => {
    const prior = entry.prior(entry.initial());
    expect(prior.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(Math.min(...prior)).toBeGreaterThan(0);
    check((blocks) => {
      for (const { state } of steps(entry, blocks)) expect(entry.prior(state)).toEqual(prior);
    });
  });

  test('says what it says for the canary before it learns from the block, in a finite number', () => {
    if (!entry.soundness) return;
    const { soundness } = entry;
    check((blocks) => {
      deepFreeze(blocks);
      let before = entry.initial();
      for (const [place, { state }] of steps(entry, blocks).entries()) {
        const block = blocks[place];
        const said = soundness(deepFreeze(before), block);
        if (!Number.isFinite(said)) throw new Error(`${said}`);
        expect(soundness(reloaded(before), block)).toBe(said);
        before = state;
      }
    });
  });
});

test('proportions, rates and means with a range can speak for the canary, and nothing else', () => {
  const names = cases.filter(({ soundness }) => soundness).map(({ name }) => name.split(' {')[0]);
  expect(new Set(names)).toEqual(new Set(['proportion', 'bad proportion', 'rate', 'mean']));
});

/** Labels are added up in the order in which they came. */
function inOneOrder(state: unknown): unknown {
  if (typeof state !== 'object' || state === null || !('labels' in state)) return state;
  return { labels: new Map((state as LabelCounts).labels.map((entry) => [entry[0], entry])) };
}

const known = cases.flatMap(({ ofPast, ...entry }) => (ofPast ? [{ ...entry, ofPast }] : []));

test.each(known)('the state of $name is what all outcomes so far come to', (entry) => {
  const property = (blocks: readonly unknown[]): void => {
    let past: Pair<Outcomes> | undefined;
    const stateAfter = (past: Pair<Outcomes>): unknown => {
      const { canary, baseline } = past;
      const isLabels = isOf(canary, 'categories') && isOf(baseline, 'categories');
      return entry.ofPast.state(isLabels ? labelCountsOf({ canary, baseline }) : past);
    };
    let before = entry.initial();
    for (const [place, { state, increments }] of steps(entry, blocks).entries()) {
      const block = blocks[place] as Pair<Outcomes>;
      const type = typeOf(block.canary);
      past ??= { canary: noSample(type), baseline: noSample(type) };
      if (place === 0) expect(stateAfter(past)).toEqual(entry.initial());
      expect(entry.ofPast.increments(before, block)).toEqual(increments);
      before = state;
      past = {
        canary: addSamples(type, past.canary, block.canary),
        baseline: addSamples(type, past.baseline, block.baseline),
      };
      expect(inOneOrder(stateAfter(past))).toEqual(inOneOrder(state));
    }
  };
  fc.assert(fc.property(entry.blocks, property), { seed: 2, numRuns: 300 });
});
