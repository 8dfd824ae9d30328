import { constants } from 'node:os';

import type { Host } from './host.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Signal = (typeof signals)[number];

/** What ended a program from outside; the exit code is the usual one for the signal. */
export interface Interrupt {
  readonly exitCode: number;
}

/**
 * Calls back when a signal asks the program to end, and when its terminal is gone.
 *
 * @returns takes the listeners away
 */
export function onInterrupt(host: Host, callback: (interrupt: Interrupt) => void): () => void {
  const interrupt = (signal: Signal): void =>
    callback({ exitCode: 128 + constants.signals[signal] });
  const gone = (): void => interrupt('SIGHUP');
  // Not once: Ink ends the process on the spot if nobody but itself listens when a signal arrives.
  for (const signal of signals) host.on(signal, interrupt);
  host.stdin.on('error', gone);
  host.stdout.on('error', gone);
  return () => {
    for (const signal of signals) host.off(signal, interrupt);
    host.stdin.off('error', gone);
    host.stdout.off('error', gone);
  };
}
