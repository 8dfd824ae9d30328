import type { ModelPolicy } from '../policy/model.ts';
import type { Pair } from '../ticks/tick.ts';
import type { Decision } from './decisions.ts';
import { type Lines, evidenceLines } from './lines.ts';
import { type Plan, planOf } from './plan.ts';
import type { DecisionState } from './state.ts';
import type { TrialEvidence } from './trial-evidence.ts';

/** What stays the same in a run: the policy with what it comes to, and the names of canary and baseline in the ticks. */
export interface Context {
  readonly policy: ModelPolicy;
  readonly plan: Plan;
  readonly versions: Pair<string>;
}

export function contextOf(policy: ModelPolicy, versions: Pair<string>): Context {
  return { policy, plan: planOf(policy), versions };
}

/** The lines for the evidence of an attempt. */
export function linesOf({ policy, plan }: Context, attempt: number): Lines {
  return plan.lines[attempt - 1] ?? evidenceLines(policy, attempt);
}

export interface Transition {
  readonly state: DecisionState;
  readonly decisions: readonly Decision[];
  /** What the evidence came to with this tick; absent while the version is out of service. */
  readonly evidence?: TrialEvidence;
}

/** A transition in the making: its parts change it one after the other. */
export interface Course {
  state: DecisionState;
  readonly decisions: Decision[];
  evidence?: TrialEvidence;
}
