import type { TrialState } from './trial.ts';

/** Where a version on trial stands. Plain JSON: save it, load it, and the run goes on bit for bit. */
export type DecisionState = {
  /** Ticks consumed so far. */
  readonly ticks: number;
} & (
  | {
      readonly phase: 'trial';
      readonly attempt: number;
      readonly held: boolean;
      readonly trial: TrialState;
    }
  /** Rolled back; tried again at `until`, epoch milliseconds. */
  | { readonly phase: 'cooldown'; readonly attempt: number; readonly until: number }
  /** Rolled back as often as allowed: only a person brings it back. */
  | { readonly phase: 'quarantined' }
);

interface DecisionBase {
  /** End of the tick that made it, epoch milliseconds. */
  readonly time: number;
  /** That tick's number, 1 for the first. */
  readonly tick: number;
  /** Which trial of the version this is about, 1 for the first. */
  readonly attempt: number;
  /** The comparison that made it, in one sentence for a person on call. */
  readonly reason: string;
}

/** Made by the evidence: take the canary out of service, or freeze or unfreeze its weight. */
export interface EvidenceDecision extends DecisionBase {
  readonly action: 'rollback' | 'hold' | 'release';
  /** The guardrail with the largest share of the evidence. */
  readonly guardrail: string;
  /** ln e-value, and the value at which it trips. */
  readonly evidence: number;
  readonly threshold: number;
}

/** Made by a sustained limit, which has no stated risk and claims no evidence: take the canary out of service. */
export interface LimitDecision extends DecisionBase {
  readonly action: 'rollback';
  readonly guardrail: string;
}

/** Takes the canary out of service. */
export type Rollback = EvidenceDecision | LimitDecision;

/** Made by the clock: the cooldown is over, and attempt `attempt` begins. */
export interface RetryDecision extends DecisionBase {
  readonly action: 'retry';
}

/** What is to be done, and why. */
export type Decision = EvidenceDecision | LimitDecision | RetryDecision;

/** The lines that the evidence is held against. */
export interface Lines {
  readonly trip: number;
  readonly hold: number;
  readonly release: number;
}
