import { own, type Tick } from '../ticks/tick.ts';

/** What two shares may differ by, as a part of 1, and still be the same, written in another unit. */
const rounding = 1e-12;

/** Whether these are the same split, in whatever units. A version without a weight is one that gets nothing. */
export function sameShares(left: Tick['weights'], right: Tick['weights']): boolean {
  if (!left || !right) return left === right;
  const [leftSum, rightSum] = [sumOf(left), sumOf(right)];
  return Object.keys({ ...left, ...right }).every(
    (version) =>
      Math.abs((own(left, version) ?? 0) / leftSum - (own(right, version) ?? 0) / rightSum) <=
      rounding,
  );
}

function sumOf(weights: NonNullable<Tick['weights']>): number {
  return Object.values(weights).reduce((sum, weight) => sum + weight, 0);
}
