import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Work that a signal stops, while there is still something to say about it. */
export interface Interruptible {
  /** Aborted when a signal came. */
  readonly signal: AbortSignal;
  /** The usual exit code for the signal that came; undefined if none did. */
  readonly exitCode: () => number | undefined;
  /** Signals end the program again. */
  readonly release: () => void;
}

/** Listens for signals that ask the program to end. A second one ends it at once. */
export function interruptible(): Interruptible {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const release = (): void => {
    for (const signal of signals) process.off(signal, stop);
  };
  const stop = (signal: (typeof signals)[number]): void => {
    exitCode = 128 + constants.signals[signal];
    release();
    controller.abort();
  };
  for (const signal of signals) process.on(signal, stop);
  return { signal: controller.signal, exitCode: () => exitCode, release };
}
