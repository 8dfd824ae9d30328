import { rate } from '@lastgood/triggers';

import { type Judge, nothing, rollback } from './judge.ts';
import { errorsIn } from './counts.ts';

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

/**
 * The product of the engine's own increments for rare errors, mixed over the same sizes of the fault: a fault that
 * begins late has to burn off the evidence of the healthy time first.
 */
export function plainEProcess(risk: number): Judge {
  // The harm is a matter of promotion, and takes no part in the evidence.
  const options = { worse: 'higher', tolerance: { relative: 0 }, harm: { relative: 0.5 } } as const;
  return {
    name: 'plain e-process',
    start() {
      const prior = rate.prior(options, null);
      const logs = prior.map(() => 0);
      return (tick) => {
        const { canary, baseline } = errorsIn(tick);
        const { increments = [] } = rate.step(options, null, {
          canary: { hits: canary.bad, exposure: canary.count },
          baseline: { hits: baseline.bad, exposure: baseline.count },
        });
        let mixture = 0;
        for (const [k, increment] of increments.entries()) {
          const log = (logs[k] ?? 0) + increment;
          logs[k] = log;
          mixture += (prior[k] ?? 0) * Math.exp(log);
        }
        return mixture >= 1 / risk ? rollback : nothing;
      };
    },
  };
}
