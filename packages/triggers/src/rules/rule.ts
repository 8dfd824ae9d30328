import type { Pair } from '../ticks/tick.ts';
import type { Moments } from './arithmetic/moments.ts';

/**
 * What one guardrail's metric was in one tick, in the metric's own unit. A count of zero was not observed. Of a rate the
 * exposure is the count; a number of a whole tick, such as a quantile, is one value.
 */
export interface RuleTick extends Pair<Moments> {
  /** Start of the interval, epoch milliseconds, included. */
  readonly from: number;
  /** End of the interval, epoch milliseconds, excluded. */
  readonly to: number;
}

/** What a rule would do: roll the canary back, or freeze the rollout until a person decides. */
export interface RuleDecision {
  readonly action: 'rollback' | 'hold';
  /** The comparison that made it. */
  readonly reason: string;
}

export interface RuleStep<State> {
  readonly state: State;
  /** Absent as long as the rule lets the rollout go on; the first one is final. */
  readonly decision?: RuleDecision;
}

/**
 * A rule without a stated risk over time, or with the one its authors state: what people use today. Pure: the result
 * depends on nothing but the arguments, which stay as they are, and the state is plain JSON.
 */
export interface Rule<Options, State> {
  readonly name: string;
  /** The state before the first tick. */
  initial(options: Options): State;
  /** One tick further. */
  step(options: Options, state: State, tick: RuleTick): RuleStep<State>;
}
