/** The sum of the weights that flagd can take. */
const most = 2 ** 31 - 1;

/** Shares are told apart down to this. */
const finest = 1e-6;

/**
 * Whole numbers for the buckets of a `fractional`, whose ratios are exactly those of the shares: percent where that is
 * enough (`99` and `1`), else more digits (`995` and `5`). What the shares do not name keeps its part of the whole.
 *
 * @param shares by variant, of what these variants get together
 * @returns undefined if they were too large for flagd
 */
export function integerWeights(
  buckets: readonly { readonly variant: string; readonly weight: number }[],
  shares: Readonly<Record<string, number>>,
): number[] | undefined {
  const isNamed = ({ variant }: { readonly variant: string }): boolean =>
    Object.hasOwn(shares, variant);
  const named = buckets.filter(isNamed);
  const others = buckets.filter((bucket) => !isNamed(bucket) && bucket.weight > 0);
  const parts = wholeParts(named.map(({ variant }) => shares[variant] ?? 0));
  const units = parts.reduce((sum, part) => sum + part, 0);
  const together = named.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const divisor = others.reduce((least, { weight }) => gcd(least, weight * units), together);
  const weights = buckets.map((bucket) =>
    isNamed(bucket)
      ? ((parts[named.indexOf(bucket)] ?? 0) * together) / divisor
      : (bucket.weight * units) / divisor,
  );
  const sum = weights.reduce((sum, weight) => sum + weight, 0);
  return sum <= most && weights.every(Number.isSafeInteger) ? weights : undefined;
}

/** Of a hundred, or of so many powers of ten more as the shares have digits. The first takes what rounding leaves. */
function wholeParts(shares: readonly number[]): number[] {
  let units = 100;
  const isWhole = (share: number): boolean =>
    Math.abs(share - Math.round(share * units) / units) < finest / 1000;
  while (units < 1 / finest && !shares.every(isWhole)) units *= 10;
  const [, ...rest] = shares.map((share) => Math.round(share * units));
  return [units - rest.reduce((sum, part) => sum + part, 0), ...rest];
}

function gcd(left: number, right: number): number {
  return right === 0 ? left : gcd(right, left % right);
}
