import {
  countsAsTick,
  peerNamed,
  type Guardrail,
  type ModelPolicy,
  type Pair,
  type RuleDecision,
  type RunningRule,
  type Tick,
} from '@lastgood/triggers';

import { closeOf } from '../traffic/late-ticks.ts';
import { requestsOf } from './requests.ts';

/** What a peer's rule came to. */
export interface PeerVerdict {
  /**
   * The first decision of any guardrail, which is final; `hold` pauses the rollout until a person decides. `unjudged`:
   * the rule has nothing to say about any guardrail of the policy.
   */
  readonly decision: 'rollback' | 'hold' | 'none' | 'unjudged';
  /** End of the tick of the decision, ISO 8601; null without one, like `tick`, `guardrail` and `reason`. */
  readonly time: string | null;
  /** That tick's number, counted as for the engine. */
  readonly tick: number | null;
  /** Requests of the canary with an observed outcome, until the decision or altogether. */
  readonly canaryRequests: number;
  readonly guardrail: string | null;
  readonly reason: string | null;
  /** The guardrails that the rule cannot judge. */
  readonly unjudged: readonly UnjudgedGuardrail[];
}

export interface UnjudgedGuardrail {
  readonly guardrail: string;
  /** Why, to follow the rule's name. */
  readonly reason: string;
}

/** The rule on its way through the ticks of one metric of a guardrail. */
interface Watch {
  readonly guardrail: Guardrail;
  readonly rule: RunningRule;
}

/** Runs ticks through a peer's rule, for each guardrail that it can judge, until the first of them decides. */
export class PeerJudge {
  readonly name: string;
  readonly #policy: ModelPolicy;
  readonly #versions: Pair<string>;
  #watches: readonly Watch[];
  #ticks = 0;
  #verdict: PeerVerdict;

  /** @throws LastgoodError `rule-unknown` for a name that no rule has */
  constructor(name: string, policy: ModelPolicy, versions: Pair<string>) {
    this.name = name;
    this.#policy = policy;
    this.#versions = versions;
    const peer = peerNamed(name);
    const watches: Watch[] = [];
    const unjudged: UnjudgedGuardrail[] = [];
    for (const guardrail of policy.guardrails) {
      const started = peer.start(guardrail, versions);
      if ('unjudged' in started) {
        unjudged.push({ guardrail: guardrail.name, reason: started.unjudged });
      } else {
        watches.push(...started.rules.map((rule) => ({ guardrail, rule })));
      }
    }
    this.#watches = watches;
    this.#verdict = {
      decision: watches.length > 0 ? 'none' : 'unjudged',
      time: null,
      tick: null,
      canaryRequests: 0,
      guardrail: null,
      reason: null,
      unjudged,
    };
  }

  see(tick: Tick): void {
    if (this.#verdict.guardrail !== null) return;
    if (countsAsTick(this.#policy, tick)) this.#ticks += 1;
    const canaryRequests =
      this.#verdict.canaryRequests + requestsOf(this.#policy, tick, this.#versions.canary);
    this.#verdict = { ...this.#verdict, canaryRequests };

    const steps = this.#watches.map(
      ({ guardrail, rule }): Watch & { readonly decision?: RuleDecision } =>
        this.#isPartOf(guardrail, tick) ? { guardrail, ...rule.step(tick) } : { guardrail, rule },
    );
    this.#watches = steps;
    // A guardrail that fails ends the rollout, whether or not another one would have paused it in the same tick.
    const decided =
      steps.find((step) => step.decision?.action === 'rollback') ??
      steps.find((step) => step.decision);
    if (!decided?.decision) return;
    const { guardrail, rule, decision } = decided;
    this.#verdict = {
      ...this.#verdict,
      decision: decision.action,
      time: new Date(closeOf(tick)).toISOString(),
      tick: this.#ticks,
      guardrail: guardrail.name,
      reason: `${rule.metric}: ${decision.reason}`,
    };
  }

  /** A tick that comes in parts, by lateness, says nothing of the other guardrails, not even that they are missing. */
  #isPartOf({ name, lateness = this.#policy.lateness }: Guardrail, tick: Tick): boolean {
    if (lateness === (tick.lateness ?? 0)) return true;
    return Object.values(tick.versions).some((samples) => Object.hasOwn(samples, name));
  }

  verdict(): PeerVerdict {
    return this.#verdict;
  }
}
