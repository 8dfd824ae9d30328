/**
 * A zero of a function whose values at `low` and `high` do not have the same sign, by Brent's method: inverse quadratic
 * or linear interpolation where that shrinks the bracket fast enough, halving where it does not.
 *
 * Reference: Brent, Algorithms for Minimization without Derivatives (1973), chapter 4.
 *
 * @param tolerance the zero, or the jump through zero, is within this of the result
 */
export function brentRoot(
  of: (x: number) => number,
  low: number,
  high: number,
  tolerance: number,
): number {
  let [previous, valueAtPrevious] = [low, of(low)];
  let [best, valueAtBest] = [high, of(high)];
  if (valueAtPrevious === 0) return previous;
  // The zero lies between `best` and `opposite`.
  let [opposite, valueAtOpposite] = [previous, valueAtPrevious];
  for (;;) {
    const previousStep = best - previous;
    if (Math.abs(valueAtOpposite) < Math.abs(valueAtBest)) {
      [previous, best, opposite] = [best, opposite, best];
      [valueAtPrevious, valueAtBest, valueAtOpposite] = [valueAtBest, valueAtOpposite, valueAtBest];
    }
    const smallest = 2 * Number.EPSILON * Math.abs(best) + tolerance / 2;
    const half = (opposite - best) / 2;
    if (Math.abs(half) <= smallest || valueAtBest === 0) return best;

    let step = half;
    if (Math.abs(previousStep) >= smallest && Math.abs(valueAtPrevious) > Math.abs(valueAtBest)) {
      let numerator: number;
      let denominator: number;
      const ratio = valueAtBest / valueAtPrevious;
      if (previous === opposite) {
        numerator = 2 * half * ratio;
        denominator = 1 - ratio;
      } else {
        const q = valueAtPrevious / valueAtOpposite;
        const r = valueAtBest / valueAtOpposite;
        numerator = ratio * (2 * half * q * (q - r) - (best - previous) * (r - 1));
        denominator = (q - 1) * (r - 1) * (ratio - 1);
      }
      if (numerator > 0) denominator = -denominator;
      else numerator = -numerator;
      if (
        numerator < 1.5 * half * denominator - Math.abs(smallest * denominator) / 2 &&
        numerator < Math.abs(previousStep * denominator) / 2
      ) {
        step = numerator / denominator;
      }
    }
    if (Math.abs(step) < smallest) step = Math.sign(half) * smallest;

    [previous, valueAtPrevious] = [best, valueAtBest];
    best += step;
    valueAtBest = of(best);
    if (Math.sign(valueAtBest) === Math.sign(valueAtOpposite)) {
      [opposite, valueAtOpposite] = [previous, valueAtPrevious];
    }
  }
}
