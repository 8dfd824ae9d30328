import { initialSampleRatio } from '../../evidence/sample-ratio.ts';
import { nothingSpent } from '../../evidence/spending.ts';
import type { ModelPolicy } from '../../policy/model.ts';
import { planOf } from '../plan.ts';
import type { InPhase, SampleRatio, Serving } from '../state.ts';
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
    heard: { canary: 0, baseline: 0 },
    sourceDown: false,
    ratio: evenRatio,
    step: { index: 0, since: 0, calmSince: 0, judged: false },
    trial: initialTrial(planOf(policy)),
  };
}

/** The attempt from this time on, epoch milliseconds, if it has not begun. */
export function begun<State extends Serving>(state: State, time: number): State {
  if (state.since !== null) return state;
  return {
    ...state,
    since: time,
    heard: { canary: time, baseline: time },
    step: { ...state.step, since: time, calmSince: time },
  };
}
