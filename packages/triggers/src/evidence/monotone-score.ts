import { type Counts, countUp, findEnds, type Pools, poolRising, roomFor } from './pooled-bins.ts';

/** Which part of the values each alternative supposes to be shifted, and by how many bins. */
const parts = [0.9, 0.2, 0.03] as const;
const shifts = [1, 3, 9, 27] as const;

/** Prior weight of each alternative, sum 1: those of the largest part first, and of each part the smallest shift. */
export const scorePrior: readonly number[] = parts.flatMap(() =>
  shifts.map(() => 1 / (parts.length * shifts.length)),
);

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
  const pools = roomFor(usual.length);
  countUp(pools, block);
  const canaryCount = pools.canaryBefore[usual.length] ?? 0;
  const count = pools.bothBefore[usual.length] ?? 0;
  if (canaryCount === 0 || canaryCount === count) return increments;
  const canaryShare = canaryCount / count;
  findEnds(pools, usual);
  for (let shift = 0; shift < shifts.length; shift += 1) {
    const length = poolRising(pools, usual, shifts[shift] ?? 0);
    addScores(pools, length, canaryShare, increments, shift);
  }
  return increments;
}

/** Beyond these a pool is taken by itself: so no product overflows, and the digits of a count are those of an integer. */
const largestExcess = 99;
const largestCount = 2 ** 31 - 1;

/** After so many pools the logarithms of the products are taken: each factor is between .01 and 100. */
const mostPools = 64;

/** For each digit of the counts, in base 2, a product for each part. */
const products = new Float64Array(3 * 31).fill(1);

/**
 * Adds what the pools of one shift say: the sum of x_c ln A + x_b ln B.
 *
 * Logarithms are what this would cost. So the scores are multiplied with those that count as often: with the digits of the
 * counts in base 2, the sum of x ln A is the sum over the digits of 2^digit times ln of the product of all A whose x has it.
 */
function addScores(
  { shifted, usual, ends, canaryBefore, bothBefore }: Pools,
  length: number,
  canaryShare: number,
  increments: number[],
  shift: number,
): void {
  let [from, highest, pooled] = [0, 0, 0];
  for (let pool = 0; pool < length; pool += 1) {
    const to = ends[pool] ?? 0;
    const both = (bothBefore[to] ?? 0) - (bothBefore[from] ?? 0);
    const canary = (canaryBefore[to] ?? 0) - (canaryBefore[from] ?? 0);
    from = to;
    // Most bins of a block are empty.
    if (both === 0) continue;
    const excess = (shifted[pool] ?? 0) / (usual[pool] ?? 1) - 1;
    if (excess > largestExcess || both > largestCount) {
      addPool(excess, canary, both, canaryShare, increments, shift);
      continue;
    }
    const large = parts[0] * excess;
    const middle = parts[1] * excess;
    const small = parts[2] * excess;
    const largeB = 1 / (1 + canaryShare * large);
    const middleB = 1 / (1 + canaryShare * middle);
    const smallB = 1 / (1 + canaryShare * small);
    multiply(both - canary, largeB, middleB, smallB);
    multiply(canary, (1 + large) * largeB, (1 + middle) * middleB, (1 + small) * smallB);
    highest = Math.max(highest, both);
    pooled += 1;
    if (pooled % mostPools === 0) takeLogarithms(highest, increments, shift);
  }
  takeLogarithms(highest, increments, shift);
}

function multiply(count: number, large: number, middle: number, small: number): void {
  for (let rest = count; rest > 0; rest &= rest - 1) {
    // Of the lowest digit that is 1.
    const place = 3 * (31 - Math.clz32(rest & -rest));
    products[place] = (products[place] ?? 1) * large;
    products[place + 1] = (products[place + 1] ?? 1) * middle;
    products[place + 2] = (products[place + 2] ?? 1) * small;
  }
}

/** @param highest the largest of the counts */
function takeLogarithms(highest: number, increments: number[], shift: number): void {
  for (let part = 0; part < parts.length; part += 1) {
    let sum = 0;
    for (let weight = 1, place = part; weight <= highest; weight *= 2, place += 3) {
      sum += weight * Math.log(products[place] ?? 1);
      products[place] = 1;
    }
    const alternative = part * shifts.length + shift;
    increments[alternative] = (increments[alternative] ?? 0) + sum;
  }
}

/** What one pool says. */
function addPool(
  excessOfAll: number,
  canary: number,
  both: number,
  canaryShare: number,
  increments: number[],
  shift: number,
): void {
  for (let part = 0; part < parts.length; part += 1) {
    const excess = (parts[part] ?? 0) * excessOfAll;
    const alternative = part * shifts.length + shift;
    let increment = -both * Math.log1p(canaryShare * excess);
    if (canary > 0) increment += canary * Math.log1p(excess);
    increments[alternative] = (increments[alternative] ?? 0) + increment;
  }
}
