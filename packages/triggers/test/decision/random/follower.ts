import type { Decision } from '../../../src/decision/decisions.ts';
import type { DecisionState, HoldCause } from '../../../src/decision/state.ts';
import type { ModelPolicy } from '../../../src/policy/model.ts';
import type { Step } from './faults.ts';

/** Follows a run by its decisions alone: what holds it, and how often it was rolled back. */
export class Follower {
  readonly #policy: ModelPolicy;
  #held = new Set<HoldCause>();
  /** Since the run began, or since a person took it out of quarantine. */
  #rollbacks = 0;

  constructor(policy: ModelPolicy) {
    this.#policy = policy;
  }

  /** What of a step does not follow from those before it. */
  faultsOf({ before, result }: Step): string[] {
    const faults = result.decisions.flatMap((decision) => this.#faultsOf(before, decision));
    const { state } = result;
    const held = 'held' in state ? state.held : [];
    const [said, known] = [[...this.#held].sort().join(), held.toSorted().join()];
    return said === known ? faults : [...faults, `held by ${known}, and the decisions say ${said}`];
  }

  #faultsOf(before: DecisionState, { action, cause }: Decision): string[] {
    if (action === 'rollback') {
      this.#held.clear();
      this.#rollbacks += 1;
      const { attempts } = this.#policy.hysteresis;
      return this.#rollbacks > attempts ? [`rollback ${this.#rollbacks} of ${attempts}`] : [];
    }
    if (cause === 'rollout' && this.#held.size > 0) {
      return [`${action} while held by ${[...this.#held].join(', ')}`];
    }
    if (action === 'hold') {
      if (this.#held.has(cause)) return [`held twice by ${cause}`];
      this.#held.add(cause);
    }
    if (action !== 'release') return [];
    if (cause === 'person') {
      this.#held.clear();
      if (before.phase === 'quarantined') this.#rollbacks = 0;
      return [];
    }
    return this.#held.delete(cause) ? [] : [`released by ${cause}, which held nothing`];
  }
}
