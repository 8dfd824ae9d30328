/** Which part of the values each alternative supposes to be shifted, and by how many bins. */
const parts = [0.9, 0.2, 0.03] as const;
const shifts = [1, 3, 9, 27] as const;

/** Prior weight of each alternative, sum 1: those of the largest part first, and of each part the smallest shift. */
export const scorePrior: readonly number[] = parts.flatMap(() =>
  shifts.map(() => 1 / (parts.length * shifts.length)),
);

/** Two histograms of the same bins, from good to bad. */
export interface Counts {
  readonly canary: readonly number[];
  readonly baseline: readonly number[];
}

/**
 * Monotone score betting on one block:
 *
 *     inc = sum over the bins of x_c ln A + x_b ln B
 *
 * Null hypothesis: the canary is stochastically not worse than the baseline; no bin's tail is heavier. With scores A that
 * rise towards the worse bins and n_c A + n_b B = n_c + n_b in each, E[exp(inc)] <= 1: by the inequality of the means it
 * is at most (n_c E_c[A] + n_b E_b[B])^N / N^N with N = n_c + n_b, and E_c[A] <= E_b[A]. The values may come from
 * distributions that change, as long as their means over the block are so ordered.
 *
 * An alternative supposes the canary's shares p* and the baseline's p. The best scores that rise are the isotonic
 * regression of p* / q, q = (n_c p* + n_b p) / N, weighted by q. With R that of p* / p, weighted by p, which is the ratio
 * of the sums over each pool of neighbouring bins, they are
 *
 *     B = 1 / (1 + n_c (R - 1) / N),     A = R B
 *
 * and positive at any split. Which bins pool is found by pooling adjacent violators. It depends on the shift alone: where
 * a part of the values is shifted, p* / p - 1 is that part of what it is where all are, and R - 1 is likewise.
 *
 * References: Waudby-Smith and Ramdas, betting (2023); Barlow et al., statistical inference under order restrictions (1972).
 *
 * @param usual p, the baseline's shares in past blocks, above zero, sum 1
 * @returns one log e-increment for each alternative, in the order of `scorePrior`
 */
export function scoreIncrements(usual: readonly number[], block: Counts): number[] {
  const increments = scorePrior.map(() => 0);
  const canaryCount = sum(block.canary);
  const baselineCount = sum(block.baseline);
  if (canaryCount === 0 || baselineCount === 0) return increments;
  const canaryShare = canaryCount / (canaryCount + baselineCount);
  const pools = poolsOf(usual, block);
  for (let shift = 0; shift < shifts.length; shift += 1) {
    const length = poolRising(pools, usual, shifts[shift] ?? 0, block);
    for (let pool = 0; pool < length; pool += 1) {
      const canary = pools.canary[pool] ?? 0;
      const both = canary + (pools.baseline[pool] ?? 0);
      // Most bins of a block are empty, and logarithms are what this costs.
      if (both === 0) continue;
      const excessOfAll = (pools.shifted[pool] ?? 0) / (pools.usual[pool] ?? 1) - 1;
      for (let part = 0; part < parts.length; part += 1) {
        const excess = (parts[part] ?? 0) * excessOfAll;
        const alternative = part * shifts.length + shift;
        let increment = -both * Math.log1p(canaryShare * excess);
        if (canary > 0) increment += canary * Math.log1p(excess);
        increments[alternative] = (increments[alternative] ?? 0) + increment;
      }
    }
  }
  return increments;
}

/**
 * Neighbouring bins that have the same score, as a list for each of their sums: a tick has so many that an object for each
 * would cost more than the rest.
 */
interface Pools {
  readonly shifted: number[];
  readonly usual: number[];
  readonly canary: number[];
  readonly baseline: number[];
}

/** Room for as many pools as there are bins. */
function poolsOf(usual: readonly number[], { canary, baseline }: Counts): Pools {
  return {
    shifted: usual.slice(),
    usual: usual.slice(),
    canary: canary.slice(),
    baseline: baseline.slice(),
  };
}

/**
 * Pools adjacent bins until the ratio of the shifted shares to the usual ones rises from each pool to the next.
 *
 * @param pools are overwritten
 * @param bins by how many the shares are shifted; what would pass the last bin is in it
 * @returns how many pools there are; what the lists hold beyond is of no meaning
 */
function poolRising(pools: Pools, usual: readonly number[], bins: number, block: Counts): number {
  const { shifted, usual: shares, canary, baseline } = pools;
  const last = usual.length - 1;
  let length = 0;
  for (let bin = 0; bin <= last; bin += 1) {
    let shiftedSum = bin < bins ? 0 : (usual[bin - bins] ?? 0);
    if (bin === last) shiftedSum = sumFrom(usual, Math.max(0, last - bins));
    let shareSum = usual[bin] ?? 0;
    let canarySum = block.canary[bin] ?? 0;
    let baselineSum = block.baseline[bin] ?? 0;
    for (; length > 0; length -= 1) {
      const shiftedBefore = shifted[length - 1] ?? 0;
      const shareBefore = shares[length - 1] ?? 0;
      if (shiftedBefore * shareSum < shiftedSum * shareBefore) break;
      shiftedSum += shiftedBefore;
      shareSum += shareBefore;
      canarySum += canary[length - 1] ?? 0;
      baselineSum += baseline[length - 1] ?? 0;
    }
    shifted[length] = shiftedSum;
    shares[length] = shareSum;
    canary[length] = canarySum;
    baseline[length] = baselineSum;
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
