import type { Overlay } from '@lastgood/controller';
import { weightOf, type DecisionState, type ModelPolicy, type Pair } from '@lastgood/triggers';

/** What a decision makes of the flag files: the canary's share of the traffic, or none of it at all. */
export function overlayFor(
  policy: ModelPolicy,
  { canary, baseline }: Pair<string>,
  state: DecisionState,
): Overlay {
  const { flag } = policy;
  if (state.phase === 'cooldown' || state.phase === 'quarantined') {
    return { rollbacks: [{ flag, from: canary, to: baseline }] };
  }
  const weight = weightOf(policy, state);
  return {
    rollbacks: [],
    weights: [{ flag, weights: { [baseline]: 1 - weight, [canary]: weight } }],
  };
}
