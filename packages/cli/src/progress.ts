import type { Output } from './command.ts';

/** How far something long has come, on a line that is written over. */
interface Progress {
  /**
   * @param share from 0 to 1
   * @param note what else is to be said, such as how much time is left
   */
  readonly show: (share: number, note?: string) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

/** Work that is done sooner than this, in milliseconds, needs no progress. */
const patience = 500;

/** Shows progress on standard error, if that is a terminal. */
export function progressOn(output: Output, what: string): Progress | undefined {
  if (!process.stderr.isTTY) return undefined;
  const begin = performance.now();
  let shown: string | undefined;
  return {
    show(share, note = '') {
      const line = `${what}: ${Math.floor(100 * share)} %${note}`;
      if (line === shown || performance.now() - begin < patience) return;
      shown = line;
      output.stderr(`\r${line}\u001B[K`);
    },
    clear() {
      if (shown !== undefined) output.stderr('\r\u001B[K');
    },
  };
}
