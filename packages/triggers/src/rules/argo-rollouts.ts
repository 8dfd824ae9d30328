import { measure, type Condition } from './condition.ts';
import type { Rule } from './rule.ts';

export interface ArgoRolloutsOptions extends Condition {
  /** Failed measurements that are still tolerated. */
  readonly failureLimit?: number;
  /** Inconclusive measurements that are still tolerated. */
  readonly inconclusiveLimit?: number;
  /** Errors in a row that are still tolerated. */
  readonly consecutiveErrorLimit?: number;
}

export interface ArgoRolloutsState {
  readonly failed: number;
  readonly inconclusive: number;
  readonly consecutiveErrors: number;
}

/**
 * A metric of an AnalysisRun of Argo Rollouts, one measurement a tick. A measurement fails when its condition fails; it
 * is inconclusive when neither success nor failure can be told, here for lack of a baseline; and it is an error when
 * there is no value. Failures and inconclusive measurements add up and are never forgotten, errors count in a row. More
 * failures or errors than their limit abort the rollout; more inconclusive ones pause it.
 *
 * Its risk is unstated: with the default of no tolerated failure a single noisy tick ends the rollout.
 *
 * Source: argo-rollouts, the assessment of a metric in `analysis/analysis.go`, and `utils/defaults`.
 */
export const argoRollouts: Rule<ArgoRolloutsOptions, ArgoRolloutsState> = {
  name: 'argo',
  initial: () => ({ failed: 0, inconclusive: 0, consecutiveErrors: 0 }),
  step(options, before, tick) {
    const { failureLimit = 0, inconclusiveLimit = 0, consecutiveErrorLimit = 4 } = options;
    const measurement = measure(options, tick);
    const { outcome } = measurement;
    const state: ArgoRolloutsState = {
      failed: before.failed + (outcome === 'failed' ? 1 : 0),
      inconclusive: before.inconclusive + (outcome === 'unknown' ? 1 : 0),
      consecutiveErrors: outcome === 'missing' ? before.consecutiveErrors + 1 : 0,
    };
    if (outcome === 'failed' && state.failed > failureLimit) {
      const reason = `failed (${state.failed}) > failureLimit (${failureLimit}): ${measurement.comparison}`;
      return { state, decision: { action: 'rollback', reason } };
    }
    if (state.inconclusive > inconclusiveLimit) {
      const reason = `inconclusive (${state.inconclusive}) > inconclusiveLimit (${inconclusiveLimit}): no baseline to compare with`;
      return { state, decision: { action: 'hold', reason } };
    }
    if (state.consecutiveErrors > consecutiveErrorLimit) {
      const reason = `consecutive errors (${state.consecutiveErrors}) > consecutiveErrorLimit (${consecutiveErrorLimit}): no value`;
      return { state, decision: { action: 'rollback', reason } };
    }
    return { state };
  },
};
