import type { Pair, Sample } from '@lastgood/triggers';

/** What an interval of split traffic brought, before anybody waited for late outcomes. */
interface Drawn {
  /** Requests of each version. */
  readonly requests: Pair<number>;
  /** By guardrail; undefined: not observed. */
  readonly samples: Pair<readonly (Sample | undefined)[]>;
  /** How many of the canary's requests came out worse than with the baseline; of a rate, how many more events there were. */
  readonly excess: number;
  /** How long its tick is, in milliseconds: as long as the interval, unless it was recorded in longer ones. */
  readonly length: number;
}

/**
 * Goes through the intervals, one after the other, each with the canary's share of its requests, from 0 to 1, and whether they
 * are served the baseline, too.
 */
export type Drawing = (share: number, calibrating: boolean) => Drawn;
