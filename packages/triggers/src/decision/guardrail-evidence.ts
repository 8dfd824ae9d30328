import type { ModelPolicy } from '../policy/model.ts';
import { judgingPolicy } from './calibration.ts';
import { isServing } from './phases/parts.ts';
import { planOf } from './plan.ts';
import type { DecisionState } from './state.ts';
import { ownEvidence } from './trial-evidence.ts';

/**
 * Each guardrail's own evidence against the canary, in the policy's order: ln of its weighted checks relative to its own
 * weight, as `answersOf` holds it against the trip line. Undefined while nothing is served that could be judged, before a
 * guardrail's first block, and where it is judged by sustained limits alone.
 */
export function guardrailEvidence(
  policy: ModelPolicy,
  state: DecisionState,
): readonly (number | undefined)[] {
  if (!isServing(state)) return policy.guardrails.map(() => undefined);
  return planOf(judgingPolicy(policy, state)).members.map((member) => {
    const evidence = ownEvidence(member, state.trial);
    return evidence === -Infinity ? undefined : evidence;
  });
}
