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

/** Shows progress on standard error, if that is a terminal that can write over a line. */
export function progressOn(what: string): Progress | undefined {
  if (!process.stderr.isTTY || process.env['TERM'] === 'dumb') return undefined;
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
      process.stderr.write(`\r${fitted(line)}\u001B[K`);
    },
    clear() {
      if (shown !== undefined) process.stderr.write('\r\u001B[K');
      shown = undefined;
    },
  };
}

/** A line that is broken could not be written over: the name of a file that is too long loses its begin. */
function fitted(line: string): string {
  // The last column stays free: some terminals go on to the next line behind it. Those that do not know theirs say 0.
  const room = (process.stderr.columns || 80) - 1;
  return line.length > room ? `...${line.slice(3 - room)}` : line;
}
