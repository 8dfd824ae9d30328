import type { Random } from '../../random/random.ts';

/** Long enough for what goes on from one tick to the next. */
const fewest = 12;

/** So many blocks of a recording keep what goes on for longer, and can still be put together in many ways. */
const parts = 20;

/** How many ticks follow one another as they were recorded: a twentieth of them, and 12 at least. */
export function blockLength(intervals: number): number {
  return Math.min(intervals, Math.max(fewest, Math.ceil(intervals / parts)));
}

/**
 * The circular block bootstrap: blocks of consecutive ticks, each beginning anywhere, the end followed by the beginning.
 *
 * Reference: Politis and Romano, a circular block-resampling procedure for stationary data (1992).
 *
 * @param intervals how many were recorded
 * @returns which of them comes next
 */
export function blocks(random: Random, intervals: number): () => number {
  const length = blockLength(intervals);
  let start = 0;
  let within = length;
  return () => {
    if (within === length) {
      start = Math.floor(random.uniform() * intervals);
      within = 0;
    }
    const place = (start + within) % intervals;
    within += 1;
    return place;
  };
}
