import type { Sample } from '../ticks/samples/sample.ts';
import type { Tick } from '../ticks/tick.ts';
import type { CheckState, GuardrailState } from './guardrail-state.ts';
import type { Member } from './plan.ts';
import { stepSustained, sustainedInWords } from './sustained.ts';

/** A sustained limit that has been passed for long enough. */
export interface PassedLimit {
  readonly guardrail: string;
  readonly reason: string;
}

/** A guardrail whose sustained limits have seen one tick more. */
export function withSustained(
  state: GuardrailState,
  { guardrail, checks, sustained, inBlocks }: Member,
  tick: Tick,
  canary: Sample | undefined,
  version: string,
  stepSince: number,
): { readonly state: GuardrailState; readonly passed?: PassedLimit } {
  if (!sustained || guardrail.type === 'categories') return { state };
  let passed: PassedLimit | undefined;
  let changed: CheckState[] | undefined;
  for (let place = 0; place < checks.length; place += 1) {
    const check = checks[place]?.check;
    const before = state.checks[place];
    if (check?.kind !== 'sustained' || !before || !('sustained' in before)) continue;
    const step = stepSustained(guardrail, check, before.sustained, tick, canary);
    changed ??= [...state.checks];
    changed[place] = { sustained: step.state };
    if (!step.decision) continue;
    const reason = sustainedInWords(guardrail, version, check, step.decision);
    passed ??= { guardrail: guardrail.name, reason };
  }
  // With nothing but such limits a tick is judged at once, and no block ever is.
  const judged = state.judged || (!inBlocks && canary !== undefined && tick.from >= stepSince);
  const next = changed ? { ...state, checks: changed, judged } : state;
  return passed ? { state: next, passed } : { state: next };
}
