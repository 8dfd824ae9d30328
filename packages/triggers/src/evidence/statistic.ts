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
 * nothing but the arguments, which stay as they are, and the state is plain JSON.
 */
export interface Statistic<Options, State, Sample> {
  /** The state before the first block. */
  initial(options: Options): State;
  /** One block further. */
  step(options: Options, state: State, block: Pair<Sample>): EvidenceStep<State>;
  /**
   * The state after blocks whose outcomes come to this, where it is nothing but what they come to: whoever keeps that need
   * not keep the state as well. Absent where there is more to it.
   */
  stateAfter?(past: Pair<Sample>): State;
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

/** A statistic that can also speak for the canary. */
export type SoundStatistic<Options, State, Sample> = Statistic<Options, State, Sample> &
  Required<Pick<Statistic<Options, State, Sample>, 'soundness'>>;
