/** By how many bins, and which part of the values, each alternative supposes the canary's values to be shifted. */
const alternatives: readonly { readonly bins: number; readonly part: number }[] = [
  0.9, 0.2, 0.03,
].flatMap((part) => [1, 3, 9, 27].map((bins) => ({ bins, part })));

/** Prior weight of each alternative, sum 1. */
export const scorePrior: readonly number[] = alternatives.map(() => 1 / alternatives.length);

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
 * regression of p* / q, q = (n_c p* + n_b p) / N, weighted by q, which is the ratio of the sums over each pool of
 * neighbouring bins; B is p / q likewise. Which bins pool depends on p* / p alone, found by pooling adjacent violators.
 * Scores are made from the block's own sizes, so that they are positive at any split.
 *
 * References: Waudby-Smith and Ramdas, betting (2023); Barlow et al., statistical inference under order restrictions (1972).
 *
 * @param usual p, the baseline's shares in past blocks, above zero, sum 1
 * @returns one log e-increment for each alternative, in the order of `scorePrior`
 */
export function scoreIncrements(usual: readonly number[], block: Counts): number[] {
  const canaryCount = sum(block.canary);
  const baselineCount = sum(block.baseline);
  if (canaryCount === 0 || baselineCount === 0) return alternatives.map(() => 0);
  return alternatives.map(({ bins, part }) => {
    let increment = 0;
    for (const pool of risingPools(supposedShares(usual, bins, part), usual, block)) {
      const mixed =
        (canaryCount * pool.supposed + baselineCount * pool.usual) / (canaryCount + baselineCount);
      // Most bins of a block are empty, and logarithms are what this costs.
      if (pool.canary > 0) increment += pool.canary * Math.log(pool.supposed / mixed);
      if (pool.baseline > 0) increment += pool.baseline * Math.log(pool.usual / mixed);
    }
    return increment;
  });
}

/** The shares with a part of them so many bins further; what would pass the last bin is in it. */
function supposedShares(usual: readonly number[], bins: number, part: number): number[] {
  const last = usual.length - 1;
  const supposed = usual.map(() => 0);
  for (const [bin, share] of usual.entries()) {
    const to = Math.min(last, bin + bins);
    supposed[bin] = (supposed[bin] ?? 0) + (1 - part) * share;
    supposed[to] = (supposed[to] ?? 0) + part * share;
  }
  return supposed;
}

/** Neighbouring bins that have the same score: sums of their shares, and of their counts in the block. */
interface Pool {
  supposed: number;
  usual: number;
  canary: number;
  baseline: number;
}

/** Pools adjacent bins until the ratio of supposed to usual rises from each pool to the next. */
function risingPools(
  supposed: readonly number[],
  usual: readonly number[],
  block: Counts,
): readonly Pool[] {
  const pools: Pool[] = [];
  for (const [bin, share] of supposed.entries()) {
    const pool = {
      supposed: share,
      usual: usual[bin] ?? 0,
      canary: block.canary[bin] ?? 0,
      baseline: block.baseline[bin] ?? 0,
    };
    let before = pools.at(-1);
    while (before && before.supposed * pool.usual >= pool.supposed * before.usual) {
      pool.supposed += before.supposed;
      pool.usual += before.usual;
      pool.canary += before.canary;
      pool.baseline += before.baseline;
      pools.pop();
      before = pools.at(-1);
    }
    pools.push(pool);
  }
  return pools;
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
