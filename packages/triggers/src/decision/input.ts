import type { Tick } from '../ticks/tick.ts';

/** Time has come to this, with or without a tick: silence is only noticed by a clock. */
export interface Clock {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The source of the ticks does not answer: that both versions are silent says nothing about them. */
  readonly source?: 'down';
}

/** What a person wants. */
export interface Command {
  readonly action: 'rollback' | 'hold' | 'release' | 'promote';
  /** Epoch milliseconds. */
  readonly time: number;
  /** Who it is, for the others to read. */
  readonly by?: string;
}

/** Everything that can move a decision on. */
export type Input = Tick | Clock | Command;

export function isTick(input: Input): input is Tick {
  return 'versions' in input;
}

export function isCommand(input: Input): input is Command {
  return 'action' in input;
}

/** When an input is there: a tick once its outcomes are complete. Epoch milliseconds. */
export function timeOf(input: Input): number {
  if (isTick(input)) return input.to + (input.lateness ?? 0);
  return isCommand(input) ? input.time : input.now;
}
