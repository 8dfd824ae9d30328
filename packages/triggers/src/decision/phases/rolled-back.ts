import type { ModelPolicy } from '../../policy/model.ts';
import { cooldown } from '../risk.ts';
import type { DecisionState } from '../state.ts';
import type { ServingState } from './serving.ts';

/** Out of service from this time on, epoch milliseconds: until the cooldown is over, or until a person brings it back. */
export function rolledBack(policy: ModelPolicy, state: ServingState, time: number): DecisionState {
  const { attempt, ticks, calibration } = state;
  const base = { ticks, ...(calibration && { calibration }) };
  return attempt < policy.hysteresis.attempts
    ? { ...base, phase: 'cooldown', attempt, until: time + cooldown(policy, attempt) }
    : { ...base, phase: 'quarantined' };
}
