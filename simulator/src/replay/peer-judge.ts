import {
  peerRules,
  ruleTick,
  type Guardrail,
  type ModelPolicy,
  type Pair,
  type RunningRule,
  type Tick,
} from '@lastgood/triggers';

import { requestsOf } from './requests.ts';

/** What a peer's rule came to. */
export interface PeerVerdict {
  /** The first decision of any guardrail, which is final; `hold` pauses the rollout until a person decides. */
  readonly decision: 'rollback' | 'hold' | 'none';
  /** End of the tick of the decision, ISO 8601; null without one, like `tick`, `guardrail` and `reason`. */
  readonly time: string | null;
  /** That tick's number, counted as for the engine. */
  readonly tick: number | null;
  /** Requests of the canary with an observed outcome, until the decision or altogether. */
  readonly canaryRequests: number;
  readonly guardrail: string | null;
  readonly reason: string | null;
}

/** The rule on its way through the ticks of one guardrail. */
interface Watch {
  readonly guardrail: Guardrail;
  readonly rule: RunningRule;
}

/** Runs ticks through a peer's rule, one for each guardrail, until the first of them decides. */
export class PeerJudge {
  readonly name: string;
  readonly #versions: Pair<string>;
  #watches: readonly Watch[];
  #ticks = 0;
  #verdict: PeerVerdict = {
    decision: 'none',
    time: null,
    tick: null,
    canaryRequests: 0,
    guardrail: null,
    reason: null,
  };

  /** @throws LastgoodError `rule-unknown` for a name that no rule has */
  constructor(name: string, policy: ModelPolicy, versions: Pair<string>) {
    this.name = name;
    this.#versions = versions;
    this.#watches = policy.guardrails.flatMap((guardrail) =>
      peerRules([name], guardrail).map((rule) => ({ guardrail, rule })),
    );
  }

  see(tick: Tick): void {
    if (this.#verdict.decision !== 'none') return;
    this.#ticks += 1;
    const canaryRequests = this.#verdict.canaryRequests + requestsOf(tick, this.#versions.canary);
    this.#verdict = { ...this.#verdict, canaryRequests };

    const steps = this.#watches.map(({ guardrail, rule }) => ({
      guardrail,
      ...rule.step(ruleTick(guardrail, this.#versions, tick)),
    }));
    this.#watches = steps;
    // A guardrail that fails ends the rollout, whether or not another one would have paused it in the same tick.
    const { guardrail, decision } =
      steps.find((step) => step.decision?.action === 'rollback') ??
      steps.find((step) => step.decision) ??
      {};
    if (!guardrail || !decision) return;
    this.#verdict = {
      decision: decision.action,
      time: new Date(tick.to).toISOString(),
      tick: this.#ticks,
      canaryRequests,
      guardrail: guardrail.name,
      reason: `${guardrail.name}: ${decision.reason}`,
    };
  }

  verdict(): PeerVerdict {
    return this.#verdict;
  }
}
