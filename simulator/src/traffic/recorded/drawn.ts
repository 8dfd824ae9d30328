import type { Pair, Sample } from '@lastgood/triggers';

/** What an interval of split traffic brought, before anybody waited for late outcomes. */
export interface Drawn {
  /** Requests of each version. */
  readonly requests: Pair<number>;
  /** By guardrail; undefined: not observed. */
  readonly samples: Pair<readonly (Sample | undefined)[]>;
  /** By guardrail: how many of the canary's requests came out worse than with the baseline; of a rate, how many more events. */
  readonly excess: readonly number[];
  /** How long its tick is, in milliseconds: as long as the interval, unless it was recorded in longer ones. */
  readonly length: number;
}

/** Goes through intervals, each with the canary's share of the requests, from 0 to 1. */
export type Drawing = (interval: number, share: number) => Drawn;
