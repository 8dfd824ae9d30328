import { errorsIn } from './counts.ts';
import { type Judge, nothing, rollback } from './judge.ts';

/**
 * Wald's sequential probability ratio test by one that knows both rates beforehand, against the nearest pair of equal
 * rates: what nobody can have, and nobody can beat by much.
 */
export function oracle(
  { canary, baseline }: { readonly canary: number; readonly baseline: number },
  risk: number,
): Judge {
  return {
    name: 'oracle',
    start() {
      let evidence = 0;
      return (tick) => {
        const counts = errorsIn(tick);
        const [n, m] = [counts.canary.count, counts.baseline.count];
        const equal = (n * canary + m * baseline) / (n + m);
        const gain = (bad: number, count: number, real: number): number =>
          bad * Math.log(real / equal) + (count - bad) * Math.log((1 - real) / (1 - equal));
        evidence += gain(counts.canary.bad, n, canary) + gain(counts.baseline.bad, m, baseline);
        return evidence >= -Math.log(risk) ? rollback : nothing;
      };
    },
  };
}
