import { hasOutcomes, judgingPolicy, withCalibration } from '../calibration.ts';
import { type Context, contextOf, type Transition } from '../context.ts';
import { decided } from '../decide.ts';
import { type Clock, isTick, timeOf } from '../input.ts';
import type { InPhase } from '../state.ts';
import type { Tick } from '../../ticks/tick.ts';
import { calibrationInWords } from '../words/calibration.ts';
import { durationInWords } from '../words/numbers.ts';
import { newTrial } from './out-of-service.ts';
import { whileServing } from './while-serving.ts';

/** Counts what the groups do while both are served the baseline, and begins the first attempt when that is over. */
export function duringCalibration(
  context: Context,
  before: InPhase<'calibration'>,
  input: Tick | Clock,
): Transition {
  const { policy, plan, versions } = context;
  const start = isTick(input) ? input.from : input.now;
  const state = { ...before, since: before.since ?? start };
  const lateness = plan.groups.at(-1)?.lateness ?? 0;
  const over = isTick(input) ? timeOf(input) - (input.to - input.from) : input.now;
  const outcomes = state.calibration ?? [];
  if (over < state.since + policy.calibrate + lateness || !hasOutcomes(outcomes)) {
    if (!isTick(input) || !input.calibration) return { state, decisions: [] };
    const calibration = withCalibration(outcomes, input, versions);
    return { state: { ...state, calibration }, decisions: [] };
  }
  const next = newTrial(policy, state, 1, over);
  const reason = `${calibrationInWords(context, outcomes)} (for ${durationInWords(policy.calibrate)}): attempt 1 of ${policy.hysteresis.attempts} begins`;
  const begin = decided(policy, next, { action: 'start', cause: 'time', time: over, reason });
  if (!isTick(input)) return { state: next, decisions: [begin] };
  const first = whileServing(contextOf(judgingPolicy(policy, next), versions), next, input);
  return { ...first, decisions: [begin, ...first.decisions] };
}
