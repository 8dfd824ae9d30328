import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename } from 'node:path';

/** As `nice` counts: 0 is usual, 19 the last in line. */
const backward = 10;

/**
 * In a thread: lets the other threads of the program go first, above all the one that answers keys. Only Linux gives a
 * thread a priority of its own; elsewhere, and where it is not allowed, all stays as it is.
 */
export function stepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), backward);
  } catch {
    // It is for comfort only.
  }
}
