import { addBadCounts, nothing, type BadCount } from '../ticks/bad.ts';
import type { Pair } from '../ticks/tick.ts';
import { poissonIncrements, poissonPrior } from './poisson-grid.ts';
import { projectionIncrements, projectionPrior } from './projection.ts';

/** What a proportion is compared with. Rates are of *bad* outcomes, between 0 and 1. */
export interface ProportionOptions {
  /** Acceptable: p_c <= absolute + (1 + relative) p_b. */
  readonly tolerance: { readonly relative: number; readonly absolute: number };
  /** The baseline's usual bad rate, if known: saves the first block. */
  readonly expected?: number;
}

/**
 * Which of the two statistics serves is decided once for an attempt and then kept, from the expected rate or from the
 * baseline's rate in the first block, which then gives no evidence of its own.
 */
export type ProportionState =
  | { readonly kind: 'undecided' }
  | { readonly kind: 'rare' }
  | {
      readonly kind: 'common';
      /** Where the baseline's rate is shrunk to. */
      readonly anchor: number;
      /** The baseline's outcomes in all past blocks. */
      readonly past: BadCount;
    };

/** Bad outcomes up to this rate are rare. */
const rareUpTo = 0.05;

/** How many observations the anchor counts for. */
const anchorWeight = 50;

/** Keeps a supposed rate away from the ends, where one outcome would be infinitely surprising. */
function interior(rate: number): number {
  return Math.min(1 - 1e-4, Math.max(1e-4, rate));
}

/** An absolute tolerance is always compared as common. */
function isRare(options: ProportionOptions, rate: number): boolean {
  return options.tolerance.absolute === 0 && rate <= rareUpTo;
}

export function initialProportion(options: ProportionOptions): ProportionState {
  const { expected } = options;
  if (expected === undefined) return { kind: 'undecided' };
  if (isRare(options, expected)) return { kind: 'rare' };
  return { kind: 'common', anchor: expected, past: nothing };
}

/** What one block says. A block that gave no evidence has no `increments`. */
export interface ProportionStep {
  readonly state: ProportionState;
  readonly increments?: readonly number[];
}

/** One block further; the result depends on nothing but its arguments. */
export function stepProportion(
  options: ProportionOptions,
  state: ProportionState,
  block: Pair<BadCount>,
): ProportionStep {
  const ratio = 1 + options.tolerance.relative;
  switch (state.kind) {
    case 'undecided': {
      const { count, bad } = block.baseline;
      if (count === 0) return { state };
      if (isRare(options, bad / count)) return { state: { kind: 'rare' } };
      return { state: { kind: 'common', anchor: bad / count, past: block.baseline } };
    }
    case 'rare':
      return { state, increments: poissonIncrements(ratio, block) };
    case 'common': {
      const { anchor, past } = state;
      const rate = interior((anchorWeight * anchor + past.bad) / (anchorWeight + past.count));
      const boundary = { ratio, absolute: options.tolerance.absolute };
      return {
        state: { kind: 'common', anchor, past: addBadCounts(past, block.baseline) },
        increments: projectionIncrements(boundary, rate, block),
      };
    }
  }
}

/** The prior over the alternatives of the statistic that serves. */
export function proportionPrior(state: ProportionState): readonly number[] {
  return state.kind === 'common' ? projectionPrior : poissonPrior;
}
