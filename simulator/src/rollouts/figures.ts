/** A proportion or a mean that was measured, with its 95 % interval. */
export interface Measured {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What many rollouts came to. Absent where there is nothing that it could be measured on. */
export interface Figures {
  /** Rollouts of healthy canaries, and of faulty ones. */
  readonly healthy: number;
  readonly faulty: number;
  /** The share of healthy canaries that were rolled back (Clopper and Pearson's interval). */
  readonly falseRollbacks?: Measured;
  /** The share of healthy canaries that were promoted. */
  readonly promoted?: Measured;
  /** The share of faulty canaries that were never rolled back after the fault began, although they were in service. */
  readonly missed?: Measured;
  /** The share of faulty canaries that were rolled back before the fault began. */
  readonly early?: Measured;
  /**
   * From the fault to the rollback, undecided ones as infinite; milliseconds, and requests of the canary. Of the faulty
   * canaries that were in service after the fault began.
   */
  readonly delay?: { readonly median: Quantile; readonly p90: Quantile };
  /** Requests of a faulty canary that came out worse than with the baseline, on average, undecided ones to their end. */
  readonly harm?: Measured;
  /**
   * Decisions that change or freeze what is served, per day of a healthy rollout. Without an interval: a few rollouts have
   * most of them, and where none of some hundred has any, nothing tells how many another one would have.
   */
  readonly transitionsPerDay?: number;
}

/** The delay within which this part of the rollouts was rolled back: Infinity where fewer ever were. */
export interface Quantile {
  readonly time: number;
  readonly requests: number;
}
