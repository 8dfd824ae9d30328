import type { Tick } from '@lastgood/triggers';

/** Somebody who decides about the canary. */
export interface Judge {
  readonly name: string;
  /** So many intervals are enough to know it; absent: as many as the rollout has. */
  readonly patience?: number;
  /** Begins a rollout. */
  start(): Sitting;
}

/** Looks at one tick after the other. */
export type Sitting = (tick: Tick) => Verdict;

export interface Verdict {
  /** What is to be done, such as `rollback`. */
  readonly actions: readonly string[];
  /** The canary's share of the traffic from now on; absent where nobody follows it. */
  readonly share?: number;
}

export const nothing: Verdict = { actions: [] };
export const rollback: Verdict = { actions: ['rollback'] };
