import type { Context, Transition } from '../context.ts';
import { decided } from '../decide.ts';
import { calibrated } from '../calibration.ts';
import type { ModelPolicy } from '../../policy/model.ts';
import type { DecisionState, InPhase } from '../state.ts';
import { beginning, begun } from './serving.ts';

/** A trial that begins at this time, epoch milliseconds, with fresh evidence. */
export function newTrial(
  policy: ModelPolicy,
  { ticks, calibration }: Pick<DecisionState, 'ticks' | 'calibration'>,
  attempt: number,
  time: number,
): InPhase<'trial'> {
  const judgedBy = calibration ? calibrated(policy, calibration, attempt) : policy;
  return {
    ticks,
    ...(calibration && { calibration }),
    phase: 'trial',
    ...begun(beginning(judgedBy, attempt), time),
  };
}

/** Waits until the cooldown is over, and begins the next attempt. */
export function duringCooldown(
  { policy, versions }: Context,
  state: InPhase<'cooldown'>,
  time: number,
): Transition {
  if (time < state.until) return { state, decisions: [] };
  const attempt = state.attempt + 1;
  const next = newTrial(policy, state, attempt, time);
  const reason = `the cooldown is over: attempt ${attempt} of ${policy.hysteresis.attempts} with ${versions.canary}`;
  return {
    state: next,
    decisions: [decided(policy, next, { action: 'retry', cause: 'time', time, reason })],
  };
}
