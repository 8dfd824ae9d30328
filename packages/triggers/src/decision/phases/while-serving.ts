import type { Tick } from '../../ticks/tick.ts';
import type { Context, Transition } from '../context.ts';
import { type Clock, isTick, timeOf } from '../input.ts';
import { judged } from './judging.ts';
import {
  afterwards,
  unchanged,
  withHeard,
  withRamp,
  withSampleRatio,
  withSilence,
} from './parts.ts';
import { begun, type ServingState } from './serving.ts';

/** On trial or on watch: a tick is judged, and a clock shows that somebody is silent. */
export function whileServing(
  context: Context,
  before: ServingState,
  input: Tick | Clock,
): Transition {
  if (!isTick(input)) {
    const state: ServingState = {
      ...begun(before, input.now),
      sourceDown: input.source === 'down',
    };
    return withSilence(context, state, input.now);
  }
  // Both groups were served the baseline: there is nothing to judge.
  if (input.calibration) return unchanged(before);
  const now = timeOf(input);
  const state = begun(before, input.from);
  // As a clock would have shown before this tick came: what is decided must not hang on how often one looks at it.
  let result = withSilence(context, state, now - (input.to - input.from));
  // Outcomes of an earlier attempt, or of the time between two, are not this one's.
  if (input.from < (state.since ?? input.from)) return result;
  result = afterwards(result, (heard) => withHeard(context, heard, input, now));
  result = afterwards(result, (fair) => withSampleRatio(context, fair, input, now));
  result = afterwards(result, (observed) => judged(context, observed, input, now));
  result = afterwards(result, (quiet) => withSilence(context, quiet, now));
  return afterwards(result, (healthy) => withRamp(context, healthy, now));
}
