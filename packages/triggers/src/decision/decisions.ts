interface DecisionBase {
  /** When it was made, epoch milliseconds. */
  readonly time: number;
  /** How many ticks had been consumed by then. */
  readonly tick: number;
  /** Which trial of the version this is about, 1 for the first; 0 before the first. */
  readonly attempt: number;
  /** The canary's share of the traffic from now on, from 0 to 1. */
  readonly weight: number;
  /** The comparison that made it, in one sentence for a person on call. */
  readonly reason: string;
}

/** Made by the evidence: take the canary out of service, or freeze or unfreeze its weight. */
export interface EvidenceDecision extends DecisionBase {
  readonly action: 'rollback' | 'hold' | 'release';
  readonly cause: 'evidence';
  /** The guardrail with the largest share of the evidence. */
  readonly guardrail: string;
  /** ln e-value, and the value at which it trips. */
  readonly evidence: number;
  readonly threshold: number;
}

/** Made by a sustained limit, which has no stated risk and claims no evidence: take the canary out of service. */
export interface LimitDecision extends DecisionBase {
  readonly action: 'rollback';
  readonly cause: 'limit';
  readonly guardrail: string;
}

/** The versions are not selected as often as their weights say: comparisons are void until a person releases. */
export interface SampleRatioDecision extends DecisionBase {
  readonly action: 'hold';
  readonly cause: 'sample-ratio';
  /** ln e-value of the mismatch, and the value at which it is one. */
  readonly evidence: number;
  readonly threshold: number;
}

/** Nothing has been heard for too long, or is heard again. */
export interface SilenceDecision extends DecisionBase {
  readonly action: 'hold' | 'rollback' | 'release';
  readonly cause: 'silence';
}

/** The canary has been healthy for long enough: give it more of the traffic, or make it the baseline. */
export interface RolloutDecision extends DecisionBase {
  readonly action: 'advance' | 'promote';
  readonly cause: 'rollout';
}

/** Made by the clock: the groups have been calibrated, or the cooldown is over. Attempt `attempt` begins. */
export interface BeginDecision extends DecisionBase {
  readonly action: 'start' | 'retry';
  readonly cause: 'time';
}

/** Made by a person. */
export interface PersonDecision extends DecisionBase {
  readonly action: 'rollback' | 'hold' | 'release' | 'promote';
  readonly cause: 'person';
}

/** What is to be done, and why. */
export type Decision =
  | EvidenceDecision
  | LimitDecision
  | SampleRatioDecision
  | SilenceDecision
  | RolloutDecision
  | BeginDecision
  | PersonDecision;

/** Takes the canary out of service. */
export type Rollback = (EvidenceDecision | LimitDecision | SilenceDecision | PersonDecision) & {
  readonly action: 'rollback';
};

export function isRollback(decision: Decision): decision is Rollback {
  return decision.action === 'rollback';
}
