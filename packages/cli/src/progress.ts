import { timeLeftInWords } from '@lastgood/simulator';

import { printable } from './printable.ts';

interface ProgressNote {
  readonly doing?: string;
  readonly timeLeft?: number | undefined;
}

/** How far something long has come, on a line that is written over. */
interface Progress {
  /**
   * @param share from 0 to 1
   * @param so what is being done, and how many milliseconds are left, where that is known
   */
  readonly show: (share: number, so?: ProgressNote) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

/** Work that is done sooner than this, in milliseconds, needs no progress. */
const patience = 500;

/** Shows progress on standard error, if that is a terminal. */
export function progressOn(what: string): Progress | undefined {
  if (!process.stderr.isTTY) return undefined;
  const begin = performance.now();
  let shown: string | undefined;
  return {
    show(share, { doing, timeLeft } = {}) {
      const line = [
        `${printable(what)}: ${Math.floor(100 * share)} %`,
        ...(doing === undefined ? [] : [doing]),
        ...(timeLeft === undefined ? [] : [timeLeftInWords(timeLeft)]),
      ].join(', ');
      if (line === shown || performance.now() - begin < patience) return;
      shown = line;
      process.stderr.write(`\r${line}\u001B[K`);
    },
    clear() {
      if (shown !== undefined) process.stderr.write('\r\u001B[K');
    },
  };
}
