import type { Lines } from '../lines.ts';
import type { HoldCause } from '../state.ts';
import type { ServingState } from './serving.ts';

export function evidenceHolds({ held }: ServingState): boolean {
  return held.includes('evidence');
}

export function withHold(state: ServingState, cause: HoldCause): ServingState {
  return state.held.includes(cause) ? state : { ...state, held: [...state.held, cause] };
}

export function withoutHold(state: ServingState, cause: HoldCause): ServingState {
  return { ...state, held: state.held.filter((other) => other !== cause) };
}

/**
 * Frozen at the hold line, unfrozen below the release line, and in between as it was: so it never flaps. As it was, too,
 * where a mismatch has thrown all evidence away: none says nothing, and is no reason to unfreeze.
 */
export function withEvidenceHold(
  state: ServingState,
  evidence: number,
  { hold, release }: Lines,
): ServingState {
  if (evidence < release) {
    const calm = state.waived ? { ...state, waived: false } : state;
    return evidenceHolds(calm) && evidence > -Infinity ? withoutHold(calm, 'evidence') : calm;
  }
  return evidence >= hold && !state.waived ? withHold(state, 'evidence') : state;
}
