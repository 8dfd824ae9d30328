import {
  answersOf,
  evidenceLines,
  initialDecision,
  isObserved,
  isRollback,
  standingInWords,
  totalOf,
  transition,
  type Answer,
  type Decision,
  type DecisionState,
  type ModelPolicy,
  type Pair,
  type Rollback,
  type Tick,
  type TrialEvidence,
} from '@lastgood/triggers';

import { closeOf } from '../traffic/late-ticks.ts';
import { requestsOf } from './requests.ts';

/** What the engine came to. */
export interface Verdict {
  /** The rollback, if there was one. */
  readonly rollback: Rollback | null;
  /** The promotion on the way, if there was one. */
  readonly promotion: Decision | null;
  /** What holds the weight at the end, where it is more than evidence: the last such decision. */
  readonly held: Decision | null;
  /** Requests of the canary with an observed outcome, until the rollback or altogether. */
  readonly canaryRequests: number;
  /** ln e-value of the rollback, or at the end; null if there never were enough outcomes for any, or none was needed. */
  readonly evidence: number | null;
  /** The evidence at which the attempt trips. */
  readonly threshold: number;
  /** The comparison, in one sentence. */
  readonly reason: string;
  /** What each guardrail says at the end; after a rollback nobody asks. */
  readonly answers: readonly Answer[];
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
  #promotion: Decision | null = null;
  #held: Decision | null = null;
  #canaryRequests = 0;
  #time = 0;

  constructor(policy: ModelPolicy, versions: Pair<string>) {
    this.#policy = policy;
    this.#versions = versions;
    this.#state = initialDecision(policy);
  }

  see(tick: Tick): void {
    if (this.#rollback) return;
    if (!tick.calibration) {
      this.#canaryRequests += requestsOf(this.#policy, tick, this.#versions.canary);
    }
    this.#time = closeOf(tick);
    const { state, decisions, evidence } = transition(
      this.#policy,
      this.#versions,
      this.#state,
      tick,
    );
    this.#state = state;
    this.#evidence = evidence ?? this.#evidence;
    for (const decision of decisions) {
      if (isRollback(decision)) this.#rollback = decision;
      if (decision.action === 'promote') this.#promotion ??= decision;
      if (decision.action === 'hold' && decision.cause !== 'evidence') this.#held = decision;
      if (decision.action === 'release' && decision.cause === this.#held?.cause) this.#held = null;
    }
  }

  verdict(): Verdict {
    const canaryRequests = this.#canaryRequests;
    const rollback = this.#rollback;
    const promotion = this.#promotion;
    if (!rollback) {
      const answers = answersOf(this.#policy, this.#versions, this.#state, this.#time);
      const held = this.#held;
      return { rollback: null, promotion, held, canaryRequests, answers, ...this.#soFar() };
    }
    const { reason } = rollback;
    const { evidence = null, threshold = evidenceLines(this.#policy, 1).trip } =
      rollback.cause === 'evidence' ? rollback : {};
    const rest = { held: null, answers: [], unobserved: [] };
    return { rollback, promotion, canaryRequests, evidence, threshold, reason, ...rest };
  }

  #withoutEvidence(): string {
    if (this.#state.phase === 'calibration') return 'the calibration is not over';
    const judged = this.#policy.guardrails.some(hasEvidence);
    return judged ? 'too few outcomes for any evidence' : 'no limit was passed for long enough';
  }

  /** What there is to say while the first attempt goes on. */
  #soFar(): Pick<Verdict, 'evidence' | 'threshold' | 'reason' | 'unobserved'> {
    const trial = 'trial' in this.#state ? this.#state.trial : [];
    const evidence = this.#evidence?.evidence ?? -Infinity;
    const known = evidence > -Infinity;
    const threshold = evidenceLines(this.#policy, 1).trip;
    const comparison = known
      ? `evidence ${evidence.toFixed(2)} < ${threshold.toFixed(2)} (trip)`
      : this.#withoutEvidence();
    return {
      evidence: known ? evidence : null,
      threshold,
      reason:
        this.#held?.reason ??
        standingInWords(this.#policy, this.#versions, this.#state, comparison),
      unobserved: this.#policy.guardrails
        .filter((guardrail) => {
          const { name, tolerance } = guardrail;
          const known = trial.find((state) => state.name === name);
          const total = known && totalOf(guardrail, known);
          if (!total || !isObserved(total.canary)) return total !== undefined;
          // A limit looks at the canary alone.
          return tolerance !== undefined && !isObserved(total.baseline);
        })
        .map(({ name }) => name),
    };
  }
}

/** Whether a guardrail is judged by more than sustained limits. */
export function hasEvidence(guardrail: ModelPolicy['guardrails'][number]): boolean {
  if (guardrail.tolerance !== undefined) return true;
  if ('limits' in guardrail) return guardrail.limits.some(({ sustained }) => !sustained);
  return 'limit' in guardrail && !guardrail.limit.sustained;
}
