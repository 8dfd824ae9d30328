import { initialSampleRatio } from '../../evidence/sample-ratio.ts';
import { nothingSpent } from '../../evidence/spending.ts';
import type { ModelPolicy } from '../../policy/model.ts';
import { planOf } from '../plan.ts';
import type { InPhase, SampleRatio, Serving, Step } from '../state.ts';
import { initialTrial } from '../guardrail-state.ts';

/** The phases in which a version serves requests and is judged. */
export type ServingState = InPhase<'trial'> | InPhase<'watch'>;

export const evenRatio: SampleRatio = { stratum: initialSampleRatio, spending: nothingSpent };

/** An attempt before its first tick. */
export function beginning(policy: ModelPolicy, attempt: number): Serving {
  return {
    attempt,
    since: null,
    held: [],
    waived: false,
    heard: null,
    sourceDown: false,
    ratio: evenRatio,
    step: stepFrom(0, 0),
    trial: initialTrial(planOf(policy)),
  };
}

/** The beginning of a step. */
export function stepFrom(index: number, since: number): Step {
  return { index, since, calmSince: since };
}

/** The attempt from this time on, epoch milliseconds, if it has not begun. */
export function begun<State extends Serving>(state: State, time: number): State {
  if (state.since !== null) return state;
  return { ...waiting(state, time), since: time, step: stepFrom(0, time) };
}

/** Somebody looks at the clock: from now on it is silent, whether or not there has been a tick. */
export function waiting<State extends Serving>(state: State, time: number): State {
  return state.heard ? state : { ...state, heard: { canary: time, baseline: time } };
}
