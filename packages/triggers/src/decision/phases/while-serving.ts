import type { Tick } from '../../ticks/tick.ts';
import type { Context, Course, Transition } from '../context.ts';
import { type Clock, isTick, timeOf } from '../input.ts';
import { countsAsTick } from '../plan.ts';
import { judge } from './judging.ts';
import { checkSampleRatio, goOn, listen, noticeSilence } from './parts.ts';
import { begun, type ServingState, waiting } from './serving.ts';

/** On trial or on watch: a tick is judged, and a clock shows that somebody is silent. */
export function whileServing(
  context: Context,
  before: ServingState,
  input: Tick | Clock,
): Transition {
  if (!isTick(input)) {
    const state = { ...waiting(before, input.now), sourceDown: input.source === 'down' };
    const course: Course = { state, decisions: [] };
    noticeSilence(context, course, input.now);
    return course;
  }
  // Both groups were served the baseline: there is nothing to judge.
  if (input.calibration) return { state: before, decisions: [] };
  const now = timeOf(input);
  const state = begun(before, input.from);
  const course: Course = { state, decisions: [] };
  // Labels that come late tell nothing of who is heard at the time when they come: after the end of a recording, nobody is.
  const tellsTime = countsAsTick(context.policy, input);
  // A tick that was summed over a longer time elsewhere could not have come sooner.
  const longer = Math.max(0, input.to - input.from - context.policy.tick);
  // As a clock would have shown before this tick came: what is decided must not hang on how often one looks at it.
  if (tellsTime) noticeSilence(context, course, now - longer);
  // Outcomes of an earlier attempt, or of the time between two, are not this one's.
  if (input.from < (state.since ?? input.from)) return course;
  listen(context, course, input, now);
  if (tellsTime) checkSampleRatio(context, course, input, now);
  judge(context, course, input, now);
  if (tellsTime) noticeSilence(context, course, now);
  goOn(context, course, now);
  return course;
}
