import type { RolloutResult } from '../../src/rollouts/rollout-result.ts';

/** A day of a healthy canary that nobody rolled back or promoted, but for what is said. */
export function resultWith(different: Partial<RolloutResult>): RolloutResult {
  return {
    seed: 1,
    rollbacks: [],
    promoted: null,
    fault: null,
    delay: null,
    falseRollback: false,
    excessBad: 0,
    canaryRequests: 1000,
    faultyRequests: 0,
    transitions: 0,
    days: 1,
    ...different,
  };
}
