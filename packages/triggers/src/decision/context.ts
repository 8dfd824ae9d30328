import type { ModelPolicy } from '../policy/model.ts';
import type { Pair } from '../ticks/tick.ts';
import type { Decision } from './decisions.ts';
import type { DecisionState } from './state.ts';
import type { TrialEvidence } from './trial-evidence.ts';

/** What stays the same in a run: the policy, and the names of canary and baseline in the ticks. */
export interface Context {
  readonly policy: ModelPolicy;
  readonly versions: Pair<string>;
}

export interface Transition {
  readonly state: DecisionState;
  readonly decisions: readonly Decision[];
  /** What the evidence came to with this tick; absent while the version is out of service. */
  readonly evidence?: TrialEvidence;
}
