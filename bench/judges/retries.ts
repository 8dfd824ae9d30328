import type { ModelPolicy } from '@lastgood/triggers';

import type { Judge, Sitting } from './judge.ts';

interface Retries {
  /** What the canary gets while it is in service: rules have no ramp. */
  readonly share: number;
  readonly cooldown: ModelPolicy['hysteresis']['cooldown'];
}

/** A rule that begins anew after each of its rollbacks, as often as it likes, with the engine's waits in between. */
export function withRetries(judge: Judge, { share, cooldown }: Retries): Judge {
  return {
    name: judge.name,
    start() {
      let sitting: Sitting | undefined = judge.start();
      let until = 0;
      let wait = cooldown.first;
      return (tick) => {
        if (sitting) {
          if (!sitting(tick).actions.includes('rollback')) return { actions: [], share };
          sitting = undefined;
          until = tick.to + wait;
          wait *= cooldown.factor;
          return { actions: ['rollback'], share: 0 };
        }
        if (tick.to < until) return { actions: [], share: 0 };
        sitting = judge.start();
        return { actions: ['retry'], share };
      };
    },
  };
}
