import type { Tick } from '@lastgood/triggers';

/** Somebody who decides about the canary. */
export interface Judge {
  readonly name: string;
  /** So many intervals are enough to know it; absent: as many as the rollout has. */
  readonly patience?: number;
  /** Begins a rollout. */
  start(): Sitting;
}

/** Looks at one tick after the other, and says what is to be done, such as `rollback`. */
export type Sitting = (tick: Tick) => readonly string[];
