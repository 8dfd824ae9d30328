/** A rollback of a rollout. Times are epoch milliseconds. */
export interface RolledBackAt {
  readonly time: number;
  /** The number of the tick, 1 for the first. */
  readonly tick: number;
}

/** What one rollout came to: plain data, which crosses threads. */
export interface RolloutResult {
  readonly seed: number;
  readonly rollbacks: readonly RolledBackAt[];
  /** The first promotion, epoch milliseconds; null if there was none. */
  readonly promoted: number | null;
  /** When the canary began to be worse than tolerated; null if it never did. */
  readonly fault: number | null;
  /** From the fault to the first rollback after it; null without one. In milliseconds, and in requests of the canary. */
  readonly delay: { readonly time: number; readonly requests: number } | null;
  /** Rolled back before the fault, or without any. */
  readonly falseRollback: boolean;
  /** Requests that the canary made worse than they would have been with the baseline, over the whole rollout. */
  readonly excessBad: number;
  /** Requests of the canary, over the whole rollout. */
  readonly canaryRequests: number;
  /** Those of them that came after the fault: none without one, and where the canary was out of service from then on. */
  readonly faultyRequests: number;
  /** Decisions that change what is served or freeze it, and how long the rollout was, in days. */
  readonly transitions: number;
  readonly days: number;
}
