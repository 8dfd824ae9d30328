import type { Pair, Tick } from '@lastgood/triggers';

/** More intervals than anybody could want: it is more likely that a time or a tick is wrong. */
export const mostIntervals: number = 2 ** 24;

/** What one interval, of a tick's length, brought. */
export interface Interval {
  /** Requests that were assigned to each version, whether or not anything was heard of them. */
  readonly requests: Pair<number>;
  /**
   * The ticks whose outcomes were complete at its end, in the order in which they were: none where all outcomes come later,
   * several where those of some metrics do.
   */
  readonly ticks: readonly Tick[];
  /**
   * How many of the canary's requests came out worse than they would have with the baseline: expected where the traffic is
   * drawn, counted where it was recorded, and below zero where the canary did better.
   */
  readonly excessBad: number;
}

/** Traffic on its way. Only its past shares decide what it brings: asked in the same way, it brings the same. */
export interface Course {
  /**
   * When the canary begins to be worse than any policy of this traffic tolerates, epoch milliseconds; absent if it never is.
   */
  readonly fault?: number | undefined;
  /**
   * The next interval; not to be asked for more than there are.
   *
   * @param share the canary's part of the requests, from 0 to 1: what the flag gives it
   * @param calibrating whether the canary's group is served the baseline, too: then the ticks say so, and nothing comes out
   *   worse. Traffic that does not follow goes on as it was recorded
   */
  next(share: number, calibrating?: boolean): Interval;
  /**
   * From the next interval on the canary is worse than the policy tolerates, by twice its harm in the first guardrail.
   *
   * @throws LastgoodError `fault-impossible` where everything is tolerated; nothing has changed then
   */
  inject(): void;
}

/** What happens to a canary and a baseline, whoever decides: the same seed brings the same. */
export interface Source {
  /** How many intervals there are. */
  readonly intervals: number;
  /** Begin of the first one, epoch milliseconds. */
  readonly from: number;
  /** The names of canary and baseline in its ticks. */
  readonly versions: Pair<string>;
  /** Whether the split follows what is decided. A recording of ticks goes on as it was. */
  readonly closed: boolean;
  /** Begins anew, from a whole number from 0 to 2^32 - 1. */
  start(seed: number): Course;
}
