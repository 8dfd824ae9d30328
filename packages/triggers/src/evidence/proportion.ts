import { addBadCounts, nothing, type BadCount } from '../ticks/bad.ts';
import type { Pair } from '../ticks/tick.ts';
import { poissonIncrements, poissonSoundness } from './poisson-grid.ts';
import { projectionIncrements, projectionSoundness } from './projection.ts';
import type { EvidenceStep, SoundStatistic } from './statistic.ts';

/** What a proportion is compared with. Rates are of *bad* outcomes, between 0 and 1. */
export interface ProportionOptions {
  /** Acceptable: p_c <= absolute + (1 + relative) p_b. Calibration can make `relative` negative, above -1. */
  readonly tolerance: { readonly relative: number; readonly absolute: number };
  /**
   * Clearly worse: beyond what is acceptable by so much or more, where bad outcomes are rare as a part of it, and where they
   * are common in points of 1.
   */
  readonly harm: { readonly relative: number; readonly absolute: number };
  /** The baseline's usual bad rate, if known. */
  readonly expected?: number;
}

/**
 * Which statistic serves: the Poisson grid where bad outcomes are rare, the projection where they are common. That is
 * decided once for an attempt and then kept: by the expected rate, or else by the baseline's first outcomes.
 *
 * While it is undecided the Poisson grid serves, which is valid for any rate; so a choice that looks at a block affects
 * only the blocks after it. Both statistics have the same number of alternatives, from small to large effects: the
 * evidence goes on when they change over.
 */
export type ProportionState =
  /** `past`: the baseline's outcomes so far. */
  | { readonly kind: 'undecided'; readonly past: BadCount }
  | { readonly kind: 'rare' }
  /** `past`: the baseline's outcomes in all past blocks, and what the expected rate counts for. */
  | { readonly kind: 'common'; readonly past: BadCount };

/** Bad outcomes up to this rate are rare. */
const rareUpTo = 0.05;

/** How many outcomes of the baseline tell rare from common. */
const enoughToDecide = 50;

/** How many outcomes an expected rate counts for. */
const expectedWeight = 50;

/** Prior weight of each alternative, from the smallest effect to the largest, sum 1: most faults are of middle size. */
export const proportionPrior: readonly number[] = [1, 5, 10, 10, 5, 1].map((weight) => weight / 32);

function initial({ expected, tolerance }: ProportionOptions): ProportionState {
  const past =
    expected === undefined ? nothing : { count: expectedWeight, bad: expectedWeight * expected };
  if (tolerance.absolute > 0) return { kind: 'common', past };
  return expected === undefined ? { kind: 'undecided', past } : decided(past);
}

function decided(past: BadCount): ProportionState {
  return isRare(past.bad / past.count) ? { kind: 'rare' } : { kind: 'common', past };
}

/** Whether bad outcomes are rare at this rate. */
export function isRare(badRate: number): boolean {
  // 1 - 0.95 is a little more than 0.05
  return badRate <= rareUpTo + 1e-9;
}

function step(
  { tolerance }: ProportionOptions,
  state: ProportionState,
  block: Pair<BadCount>,
): EvidenceStep<ProportionState> {
  const ratio = 1 + tolerance.relative;
  switch (state.kind) {
    case 'undecided': {
      const past = addBadCounts(state.past, block.baseline);
      return {
        state: past.count < enoughToDecide ? { kind: 'undecided', past } : decided(past),
        increments: poissonIncrements(ratio, block),
      };
    }
    case 'rare':
      return { state, increments: poissonIncrements(ratio, block) };
    case 'common': {
      const next: ProportionState = {
        kind: 'common',
        past: addBadCounts(state.past, block.baseline),
      };
      if (state.past.count === 0) return { state: next };
      const boundary = { ratio, absolute: tolerance.absolute };
      return {
        state: next,
        increments: projectionIncrements(boundary, estimate(state.past), block),
      };
    }
  }
}

/** The rate behind some outcomes, half a bad and half a good one added: never 0 or 1 (Krichevsky, Trofimov). */
function estimate({ bad, count }: BadCount): number {
  return (bad + 0.5) / (count + 1);
}

function soundness(
  { tolerance, harm }: ProportionOptions,
  state: ProportionState,
  block: Pair<BadCount>,
): number {
  const ratio = 1 + tolerance.relative;
  switch (state.kind) {
    case 'undecided':
      return 0;
    case 'rare':
      return poissonSoundness(ratio, harm.relative, block);
    case 'common': {
      if (state.past.count === 0) return 0;
      const boundary = { ratio, absolute: tolerance.absolute };
      return projectionSoundness(boundary, harm.absolute, estimate(state.past), block);
    }
  }
}

/**
 * Proportions, rare and common, with relative and absolute tolerance. What is clearly worse is known once it is decided which
 * of both they are, and until then no block speaks for the canary.
 */
export const proportion: SoundStatistic<ProportionOptions, ProportionState, BadCount> = {
  initial,
  step,
  prior: () => proportionPrior,
  soundness,
};
