import type { Pair } from '../../src/ticks/tick.ts';

/** Shares of which a part is so many bins further, the last bin taking what would pass it. */
export function shifted(shares: readonly number[], part: number, bins: number): number[] {
  const last = shares.length - 1;
  return shares.map((share, bin) => {
    const from = shares.filter((_, other) => Math.min(last, other + bins) === bin);
    return (1 - part) * share + part * from.reduce((sum, moved) => sum + moved, 0);
  });
}

/** The mean of some ratios, weighted by their denominators. */
function ratio(
  numerators: readonly number[],
  denominators: readonly number[],
  from: number,
  to: number,
): number {
  const sum = (values: readonly number[]): number =>
    values.slice(from, to + 1).reduce((left, right) => left + right, 0);
  return sum(numerators) / sum(denominators);
}

/** Isotonic regression of numerators / denominators by its definition: the largest of the least means. */
function isotonic(numerators: readonly number[], denominators: readonly number[]): number[] {
  const places = numerators.map((_, place) => place);
  return places.map((place) =>
    Math.max(
      ...places
        .filter((from) => from <= place)
        .map((from) =>
          Math.min(
            ...places
              .filter((to) => to >= place)
              .map((to) => ratio(numerators, denominators, from, to)),
          ),
        ),
    ),
  );
}

/** The monotone score bet, written as A and B; `sizes` are those of the block, unless they are to be wrong. */
export function isotonicIncrement(
  supposed: readonly number[],
  usual: readonly number[],
  block: Pair<readonly number[]>,
  sizes: Pair<number> = {
    canary: block.canary.reduce((sum, count) => sum + count, 0),
    baseline: block.baseline.reduce((sum, count) => sum + count, 0),
  },
): number {
  const total = sizes.canary + sizes.baseline;
  const mixed = usual.map(
    (share, bin) => (sizes.canary * (supposed[bin] ?? 0) + sizes.baseline * share) / total,
  );
  let increment = 0;
  for (const [bin, a] of isotonic(supposed, mixed).entries()) {
    const b = (total - sizes.canary * a) / sizes.baseline;
    const canary = block.canary[bin] ?? 0;
    const baseline = block.baseline[bin] ?? 0;
    if (canary > 0) increment += canary * Math.log(a);
    if (baseline > 0) increment += baseline * Math.log(b);
  }
  return increment;
}
