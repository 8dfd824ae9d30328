import type { ModelPolicy } from '../policy/model.ts';
import { noCalibration } from './calibration.ts';
import { beginning } from './phases/serving.ts';
import { calibrates } from './risk.ts';
import type { DecisionState } from './state.ts';

/** The state before the first tick of a version. */
export function initialDecision(policy: ModelPolicy): DecisionState {
  return calibrates(policy)
    ? { ticks: 0, phase: 'calibration', since: null, calibration: noCalibration(policy) }
    : { ticks: 0, phase: 'trial', ...beginning(policy, 1) };
}
