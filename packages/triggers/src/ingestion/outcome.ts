import type { Guardrail } from '../policy/model.ts';
import type { Tick } from '../ticks/tick.ts';
import type { OpenTickState } from './open-tick.ts';

/** What is summed, and how. Durations are milliseconds. */
export interface OutcomeTicksOptions {
  /** The length of a tick; ticks begin at whole multiples of it since the epoch. */
  readonly tick: number;
  /** How long a tick waits for outcomes after its end, where a guardrail does not say how long for its own. */
  readonly lateness: number;
  /** The metrics that are summed; others are ignored. */
  readonly guardrails: readonly Guardrail[];
  /** The versions that are summed; others are ignored. */
  readonly versions: readonly string[];
}

/** What happened to one request. */
export interface Outcome {
  /** When the request was served, epoch milliseconds. */
  readonly time: number;
  readonly version: string;
  /**
   * What was observed, by metric. A proportion is observed as 0, 1, true or false, a mean and a histogram as a number, a
   * category as its label, a rate as `{ hits, exposure }`. A metric that is absent was not observed.
   */
  readonly values: Readonly<Record<string, unknown>>;
  /** Names the request: each of its metrics is counted once, however often it is reported. */
  readonly id?: string | undefined;
  /** When the outcome came to be known, if that was later: epoch milliseconds. */
  readonly arrived?: number | undefined;
}

/** What is known between two outcomes. Plain JSON: save it, load it, and the sums go on. */
export interface OutcomeTicksState {
  /** The latest time heard of, epoch milliseconds; null before the first. */
  readonly watermark: number | null;
  /** Ticks that outcomes may still fall into, for each lateness by itself. */
  readonly open: readonly OpenTickState[];
  /** Ticks that are closed and not taken yet. */
  readonly closed: readonly Tick[];
  /** How many outcomes came too late for at least one of their metrics. */
  readonly late: number;
  /** How many outcomes came in time and said nothing that had not been counted under their id before. */
  readonly repeated: number;
  /** How many values lay outside the range of their mean. */
  readonly clipped: number;
  /** How many outcomes were refused because nothing of the kind can have been observed. */
  readonly refused: number;
  /** The labels that are told apart, by metric. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
}
