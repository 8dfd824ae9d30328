import { measure, type Condition, type Measurement } from './condition.ts';
import type { Rule } from './rule.ts';

export interface FlaggerOptions extends Condition {
  /** Failed checks at which the canary gets no traffic any more. */
  readonly threshold?: number;
}

export interface FlaggerState {
  readonly failedChecks: number;
}

/**
 * The metric check of a canary analysis of Flagger, one a tick. Every breach, missing value and provider error adds one
 * failed check, and none is ever taken back. Flagger carries the rollback out when its next interval begins; it cannot
 * be averted any more when the threshold is reached, and that is the tick told here.
 *
 * Its risk is unstated: with the default threshold of 1 a single noisy tick, or one without traffic, ends the rollout.
 *
 * Source: flagger, `advanceCanary` in `pkg/controller/scheduler.go`, `GetAnalysisThreshold` in `pkg/apis/flagger`.
 */
export const flagger: Rule<FlaggerOptions, FlaggerState> = {
  name: 'flagger',
  initial: () => ({ failedChecks: 0 }),
  step(options, before, tick) {
    const { threshold = 1 } = options;
    const measurement = measure(options, tick);
    if (measurement.outcome === 'passed') return { state: before };
    const failedChecks = before.failedChecks + 1;
    const state = { failedChecks };
    if (failedChecks < threshold) return { state };
    const reason = `failed checks (${failedChecks}) >= threshold (${threshold}): ${problem(measurement)}`;
    return { state, decision: { action: 'rollback', reason } };
  },
};

function problem(measurement: Measurement): string {
  return measurement.outcome === 'failed' ? measurement.comparison : 'no value';
}
