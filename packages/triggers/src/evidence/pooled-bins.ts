/** Two histograms of the same bins, from good to bad. */
export interface Counts {
  readonly canary: readonly number[];
  readonly baseline: readonly number[];
}

/**
 * Neighbouring bins that have the same score, as a list for each of their sums, and how many values there are before each
 * bin. The lists serve one call after the other: to make them anew would cost as much as to fill them.
 */
export interface Pools {
  readonly shifted: Float64Array;
  readonly usual: Float64Array;
  /** Where a pool ends: the bin after its last one. */
  readonly ends: Int32Array;
  readonly canaryBefore: Float64Array;
  readonly bothBefore: Float64Array;
  /** The first bin with another share than the very first, and the last one with another than the very last. */
  head: number;
  tail: number;
}

let room: Pools | undefined;

/** Room for as many pools as there are bins. */
export function roomFor(bins: number): Pools {
  if (room && room.ends.length >= bins) return room;
  room = {
    shifted: new Float64Array(bins),
    usual: new Float64Array(bins),
    ends: new Int32Array(bins),
    canaryBefore: new Float64Array(bins + 1),
    bothBefore: new Float64Array(bins + 1),
    head: 0,
    tail: 0,
  };
  return room;
}

/** Counts the values before each bin. */
export function countUp({ canaryBefore, bothBefore }: Pools, { canary, baseline }: Counts): void {
  let [canarySum, bothSum] = [0, 0];
  for (let bin = 0; bin < canary.length; bin += 1) {
    canarySum += canary[bin] ?? 0;
    bothSum += (canary[bin] ?? 0) + (baseline[bin] ?? 0);
    canaryBefore[bin + 1] = canarySum;
    bothBefore[bin + 1] = bothSum;
  }
}

/** Finds the first and the last bin in which anything has ever been seen. */
export function findEnds(pools: Pools, usual: readonly number[]): void {
  const last = usual.length - 1;
  pools.head = 0;
  pools.tail = last;
  while (pools.head < last && usual[pools.head] === usual[0]) pools.head += 1;
  while (pools.tail > 0 && usual[pools.tail] === usual[last]) pools.tail -= 1;
}

/**
 * Pools adjacent bins until the ratio of the shifted shares to the usual ones rises from each pool to the next.
 *
 * @param pools are overwritten
 * @param bins by how many the shares are shifted; what would pass the last bin is in it
 * @returns how many pools there are; what the lists hold beyond is of no meaning
 */
export function poolRising(pools: Pools, usual: readonly number[], bins: number): number {
  const { shifted, usual: shares, ends, head, tail } = pools;
  const last = usual.length - 1;
  let length = 0;
  let end = 0;
  for (let bin = 0; bin <= last; bin = end) {
    // Where nothing has ever been seen, neighbours have the same ratio: 0 or 1.
    if (bin + 1 < head) end = bin < bins ? Math.min(bins, head) : head;
    else end = bin > tail + bins && bin < last ? last : bin + 1;
    const width = end - bin;
    let shiftedSum = bin < bins ? 0 : width * (usual[bin - bins] ?? 0);
    if (bin === last) shiftedSum = sumFrom(usual, Math.max(0, last - bins));
    let shareSum = width * (usual[bin] ?? 0);
    for (; length > 0; length -= 1) {
      const shiftedBefore = shifted[length - 1] ?? 0;
      const shareBefore = shares[length - 1] ?? 0;
      if (shiftedBefore * shareSum < shiftedSum * shareBefore) break;
      shiftedSum += shiftedBefore;
      shareSum += shareBefore;
    }
    shifted[length] = shiftedSum;
    shares[length] = shareSum;
    ends[length] = end;
    length += 1;
  }
  return length;
}

function sumFrom(values: readonly number[], first: number): number {
  let total = 0;
  for (let place = first; place < values.length; place += 1) total += values[place] ?? 0;
  return total;
}

export function sum(values: readonly number[]): number {
  return sumFrom(values, 0);
}
