import type { ModelPolicy } from '@lastgood/triggers';

import type { Judge, Sitting } from './judge.ts';

/** A rule that begins anew after each of its rollbacks, as often as it likes, with the engine's waits in between. */
export function withRetries(judge: Judge, cooldown: ModelPolicy['hysteresis']['cooldown']): Judge {
  return {
    name: judge.name,
    start() {
      let sitting: Sitting | undefined = judge.start();
      let until = 0;
      let wait = cooldown.first;
      return (tick) => {
        if (sitting) {
          const actions = sitting(tick);
          if (!actions.includes('rollback')) return actions;
          sitting = undefined;
          until = tick.to + wait;
          wait *= cooldown.factor;
          return ['rollback'];
        }
        if (tick.to < until) return [];
        sitting = judge.start();
        return ['retry'];
      };
    },
  };
}
