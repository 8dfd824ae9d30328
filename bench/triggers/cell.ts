/** One kind of rollout that is measured: what the arms are, and under which policy. Rates are of bad outcomes. */
export interface Cell {
  /** Requests of each arm in a tick. */
  readonly canary: number;
  readonly baseline: number;
  readonly baselineRate: number;
  readonly canaryRate: number;
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

/** Canary requests until the rollback, or null if there was none within the horizon. */
export type Delays = readonly (number | null)[];
