import type { Pair } from '../ticks/tick.ts';

/** What one block says about a guardrail. */
export interface EvidenceStep<State> {
  readonly state: State;
  /**
   * One log e-increment for each alternative, in the order of the prior; absent if the block gave no evidence.
   * Each, exponentiated, has a conditional expectation of at most 1 whenever the canary is within tolerance.
   */
  readonly increments?: readonly number[];
}

/**
 * Turns the blocks of one metric into evidence that the canary is worse than tolerated. Pure: the result depends on
 * nothing but the arguments, which stay as they are, and the state is plain JSON. `Past` is what the outcomes of both arms
 * come to over many blocks.
 */
export interface Statistic<Options, State, Sample, Past = Pair<Sample>> {
  /** The state before the first block. */
  initial(options: Options): State;
  /** One block further. */
  step(options: Options, state: State, block: Pair<Sample>): EvidenceStep<State>;
  /** Where the state is nothing but what the outcomes of past blocks come to; absent where there is more to it. */
  readonly ofPast?: OfPast<Options, State, Sample, Past>;
  /** The weights of the alternatives, sum 1. */
  prior(options: Options, state: State): readonly number[];
  /**
   * Evidence of the block *for* the canary: a log e-increment whose exponential has a conditional expectation of at most 1
   * whenever the canary is worse than tolerated by the options' `harm` or more. Absent where there is no such test.
   *
   * @param state before the block
   */
  soundness?(options: Options, state: State, block: Pair<Sample>): number;
}

/** Of a statistic whose state is what past blocks come to: whoever keeps that need not keep the state, nor make it. */
interface OfPast<Options, State, Sample, Past> {
  /** The state after blocks whose outcomes come to this. */
  state(past: Past): State;
  /** Those of `step` alone. */
  increments(
    options: Options,
    state: State,
    block: Pair<Sample>,
  ): EvidenceStep<State>['increments'];
}

/** A statistic that can also speak for the canary. */
export type SoundStatistic<Options, State, Sample> = Statistic<Options, State, Sample> &
  Required<Pick<Statistic<Options, State, Sample>, 'soundness'>>;

/** A step with evidence, or without where the block gave none. */
export function stepOf<State>(
  state: State,
  increments: readonly number[] | undefined,
): EvidenceStep<State> {
  return increments ? { state, increments } : { state };
}
