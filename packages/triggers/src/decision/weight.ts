import type { ModelPolicy } from '../policy/model.ts';
import type { DecisionState } from './state.ts';

/**
 * The canary's share of the traffic, from 0 to 1. While the groups are calibrated it is that of the first step, and the
 * canary's group is served the baseline.
 */
export function weightOf({ rollout }: ModelPolicy, state: DecisionState): number {
  switch (state.phase) {
    case 'calibration':
      return rollout.steps[0] ?? 0;
    case 'trial':
      return rollout.steps[state.step.index] ?? 0;
    case 'watch':
      return 1 - rollout.holdback;
    case 'cooldown':
    case 'quarantined':
      return 0;
  }
}
