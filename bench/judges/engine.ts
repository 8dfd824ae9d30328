import { initialDecision, transition, weightOf, type ModelPolicy } from '@lastgood/triggers';

import { versions } from '../streams/stream.ts';
import type { Judge } from './judge.ts';

/** The trigger engine with a policy. */
export function engine(name: string, policy: ModelPolicy): Judge {
  return {
    name,
    start() {
      let state = initialDecision(policy);
      return (tick) => {
        const next = transition(policy, versions, state, tick);
        state = next.state;
        const actions = next.decisions.map(({ action }) => action);
        return { actions, share: weightOf(policy, state) };
      };
    },
  };
}
