import { rate } from '@lastgood/triggers';

import { errorsIn } from './counts.ts';
import { type Judge, nothing, rollback } from './judge.ts';

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
