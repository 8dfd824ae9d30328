/** One kind of rollout that is measured: what the arms are, and under which policy. Rates are of bad outcomes. */
export interface Cell {
  /** Requests of each arm in a tick. */
  readonly canary: number;
  readonly baseline: number;
  readonly baselineRate: number;
  /** From `faultTick` on; before it the canary is as good as the baseline. */
  readonly canaryRate: number;
  /** The tick with which the fault begins, 1 for the first. */
  readonly faultTick: number;
  readonly risk: number;
  readonly minBadTicks: number;
  readonly attempts: number;
  /** After so many canary requests a rollout is given up as undecided. */
  readonly horizon: number;
}

/** Some rollouts of a cell, by their seeds. */
export interface Batch {
  readonly cell: Cell;
  readonly firstSeed: number;
  readonly runs: number;
}

/**
 * Canary requests from the beginning of the fault to the rollback: zero if the rollback came before the fault, null if
 * there was none within the horizon.
 */
export type Delays = readonly (number | null)[];
