import {
  evidenceLines,
  initialDecision,
  isObserved,
  transition,
  trialInWords,
  type DecisionState,
  type ModelPolicy,
  type Pair,
  type Rollback,
  type Tick,
  type TrialEvidence,
} from '@lastgood/triggers';

import { requestsOf } from './requests.ts';

/** What the engine came to. */
export interface Verdict {
  /** The rollback, if there was one. */
  readonly rollback: Rollback | null;
  /** Requests of the canary with an observed outcome, until the rollback or altogether. */
  readonly canaryRequests: number;
  /** ln e-value of the rollback, or at the end; null if there never were enough outcomes for any, or none was needed. */
  readonly evidence: number | null;
  /** The evidence at which the attempt trips. */
  readonly threshold: number;
  /** The comparison, in one sentence. */
  readonly reason: string;
  /** Guardrails that were never observed for both versions; after a rollback nobody asks. */
  readonly unobserved: readonly string[];
}

/** Runs ticks through the engine until it rolls back: that ends the judgement, and what follows is not looked at. */
export class Judge {
  readonly #policy: ModelPolicy;
  readonly #versions: Pair<string>;
  #state: DecisionState;
  #evidence: TrialEvidence | undefined;
  #rollback: Rollback | undefined;
  #canaryRequests = 0;

  constructor(policy: ModelPolicy, versions: Pair<string>) {
    this.#policy = policy;
    this.#versions = versions;
    this.#state = initialDecision(policy);
  }

  see(tick: Tick): void {
    if (this.#rollback) return;
    this.#canaryRequests += requestsOf(tick, this.#versions.canary);
    const { state, decisions, evidence } = transition(
      this.#policy,
      this.#versions,
      this.#state,
      tick,
    );
    this.#state = state;
    this.#evidence = evidence;
    for (const decision of decisions) {
      if (decision.action === 'rollback') this.#rollback = decision;
    }
  }

  verdict(): Verdict {
    const canaryRequests = this.#canaryRequests;
    const rollback = this.#rollback;
    if (!rollback) return { rollback: null, canaryRequests, ...this.#soFar() };
    const { reason } = rollback;
    const { evidence = null, threshold = evidenceLines(this.#policy, 1).trip } =
      'evidence' in rollback ? rollback : {};
    return { rollback, canaryRequests, evidence, threshold, reason, unobserved: [] };
  }

  #withoutEvidence(): string {
    const judged = Object.keys(this.#evidence?.guardrails ?? {});
    return this.#evidence && judged.length === 0
      ? 'no limit was passed for long enough'
      : 'too few outcomes for any evidence';
  }

  /** What there is to say while the first attempt goes on. */
  #soFar(): Pick<Verdict, 'evidence' | 'threshold' | 'reason' | 'unobserved'> {
    const trial = this.#state.phase === 'trial' ? this.#state.trial : {};
    const evidence = this.#evidence?.evidence ?? -Infinity;
    const known = evidence > -Infinity;
    const threshold = evidenceLines(this.#policy, 1).trip;
    const comparison = known
      ? `evidence ${evidence.toFixed(2)} < ${threshold.toFixed(2)} (trip)`
      : this.#withoutEvidence();
    const guardrail = this.#evidence?.guardrail ?? '';
    return {
      evidence: known ? evidence : null,
      threshold,
      reason: trialInWords(this.#policy, trial, guardrail, this.#versions, comparison),
      unobserved: this.#policy.guardrails
        .filter(({ name, tolerance }) => {
          const total = trial[name]?.total;
          if (!total || !isObserved(total.canary)) return total !== undefined;
          // A limit looks at the canary alone.
          return tolerance !== undefined && !isObserved(total.baseline);
        })
        .map(({ name }) => name),
    };
  }
}
