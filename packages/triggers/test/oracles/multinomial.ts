import type { Pair } from '../../src/ticks/tick.ts';

/** How many of some outcomes had each of the possible values. */
export type Counts = readonly number[];

/** Every way in which `count` outcomes can fall on `values` values. */
export function ways(count: number, values: number): Counts[] {
  if (values === 1) return [[count]];
  return Array.from({ length: count + 1 }, (_, first) => first).flatMap((first) =>
    ways(count - first, values - 1).map((rest) => [first, ...rest]),
  );
}

/** How probable these counts are, if each outcome has the values with these probabilities. */
export function multinomialMass(counts: Counts, probabilities: readonly number[]): number {
  let mass = 1;
  let outcomes = 0;
  for (const [value, count] of counts.entries()) {
    for (let k = 1; k <= count; k += 1) {
      outcomes += 1;
      mass *= (outcomes / k) * (probabilities[value] ?? 0);
    }
  }
  return mass;
}

/** Every distribution on `values` values whose probabilities are multiples of 1 / `parts`. */
export function distributions(values: number, parts: number): number[][] {
  return ways(parts, values).map((counts) => counts.map((count) => count / parts));
}

/**
 * The largest expectation over a null hypothesis, given as a list of distributions of both arms' outcomes, of the e-values
 * of a block with these sizes. Every outcome is enumerated.
 */
export function largestExpectation(
  sizes: Pair<number>,
  nulls: readonly Pair<readonly number[]>[],
  increments: (canary: Counts, baseline: Counts) => readonly number[],
): number {
  const values = nulls[0]?.canary.length ?? 0;
  const canaries = ways(sizes.canary, values);
  const baselines = ways(sizes.baseline, values);
  const table = canaries.map((canary) =>
    baselines.map((baseline) => increments(canary, baseline).map(Math.exp)),
  );
  let largest = 0;
  for (const { canary, baseline } of nulls) {
    const sums: number[] = [];
    const baselineMasses = baselines.map((counts) => multinomialMass(counts, baseline));
    for (const [row, counts] of canaries.entries()) {
      const canaryMass = multinomialMass(counts, canary);
      if (canaryMass === 0) continue;
      for (const [column, baselineMass] of baselineMasses.entries()) {
        const probability = canaryMass * baselineMass;
        for (const [k, value] of (table[row]?.[column] ?? []).entries()) {
          sums[k] = (sums[k] ?? 0) + probability * value;
        }
      }
    }
    largest = Math.max(largest, ...sums);
  }
  return largest;
}
