import fc from 'fast-check';

/** How often a property is tried: `LASTGOOD_RUNS` times, or as often as fits into the usual tests. */
export function runsOr(usual: number): number {
  const asked = process.env['LASTGOOD_RUNS'];
  if (asked === undefined) return usual;
  if (/^[1-9]\d*$/.test(asked)) return Number(asked);
  throw new Error(`LASTGOOD_RUNS is "${asked}": a whole number from 1 on is expected`);
}

const blockSize = 1000;

/**
 * Tries a property on so many values, repeatably, in blocks with a pause after each, in which the test runner is heard. Where
 * there are several blocks each is told on standard error with its seed, so that one sees which of them does not end; and what
 * fails in one is told as it is, with seed and path: to make it smaller can take longer than all the rest.
 */
export async function assertMany<Values>(
  property: fc.IRawProperty<Values>,
  { seed, numRuns }: { readonly seed: number; readonly numRuns: number },
): Promise<void> {
  const isLong = numRuns > blockSize;
  const began = performance.now();
  for (let done = 0; done < numRuns; done += blockSize) {
    const block = Math.min(blockSize, numRuns - done);
    if (isLong) {
      const seconds = Math.round((performance.now() - began) / 1000);
      process.stderr.write(
        `${done} of ${numRuns} after ${seconds} s: on with seed ${seed + done}\n`,
      );
    }
    await fc.assert(property, { seed: seed + done, numRuns: block, endOnFailure: isLong });
    await new Promise((resolve) => void setImmediate(resolve));
  }
}

/** Counts what was come across, to be read, and to show that something was. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(what: string, count = 1): void {
    this.#counts.set(what, this.of(what) + count);
  }

  of(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  /** Those of them that were come across less often than that. */
  rarer(least: number, ...all: readonly string[]): string[] {
    return all.filter((what) => this.of(what) < least);
  }

  /** `hold by evidence 3, rollback by evidence 12`. */
  list(): string {
    return [...this.#counts]
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([what, count]) => `${what} ${count}`)
      .join(', ');
  }
}
