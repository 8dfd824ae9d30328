import { errorsIn } from './counts.ts';
import { type Judge, nothing, rollback } from './judge.ts';

/**
 * The mixture sequential probability ratio test for a difference of means, with a normal mixture of standard deviation
 * `scale` and the pooled variance; a difference for the better is none. It pools all ticks, and trusts the normal
 * distribution, which few bad outcomes do not follow.
 *
 * Reference: Johari, Pekelis, Walsh, always valid inference (2015).
 */
function mixtureTest(name: string, scale: number, risk: number): Judge {
  return {
    name,
    start() {
      const total = { canary: { bad: 0, count: 0 }, baseline: { bad: 0, count: 0 } };
      return (tick) => {
        const counts = errorsIn(tick);
        for (const arm of ['canary', 'baseline'] as const) {
          total[arm].bad += counts[arm].bad;
          total[arm].count += counts[arm].count;
        }
        const { canary, baseline } = total;
        if (canary.count === 0 || baseline.count === 0) return nothing;
        const pooled = (canary.bad + baseline.bad) / (canary.count + baseline.count);
        const variance = pooled * (1 - pooled) * (1 / canary.count + 1 / baseline.count);
        const difference = canary.bad / canary.count - baseline.bad / baseline.count;
        if (variance === 0 || difference <= 0) return nothing;
        const spread = variance + scale ** 2;
        const evidence =
          0.5 * Math.log(variance / spread) +
          (scale ** 2 * difference ** 2) / (2 * variance * spread);
        return evidence >= -Math.log(risk) ? rollback : nothing;
      };
    },
  };
}

/**
 * The same test expecting differences of a fifth of the usual rate, as people plan experiments, and of all of it, as
 * one would who knew both the usual rate and that faults double it.
 */
export function mixtureTests(usual: number, risk: number): Judge[] {
  return [mixtureTest('mSPRT', usual / 5, risk), mixtureTest('wide mSPRT', usual, risk)];
}
