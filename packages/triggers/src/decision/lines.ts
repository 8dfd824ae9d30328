import type { ModelPolicy } from '../policy/model.ts';
import { tripEvidence } from './risk.ts';

/** The lines that the evidence is held against. */
export interface Lines {
  readonly trip: number;
  readonly hold: number;
  readonly release: number;
}

/** The lines for the evidence of an attempt. */
export function evidenceLines(policy: ModelPolicy, attempt: number): Lines {
  const trip = tripEvidence(policy, attempt);
  return { trip, hold: policy.hysteresis.hold * trip, release: policy.hysteresis.release * trip };
}
