import type { ModelPolicy } from '../policy/model.ts';
import type { Decision } from './decisions.ts';
import type { DecisionState } from './state.ts';
import { weightOf } from './weight.ts';

type Said<Made> = Made extends Decision ? Omit<Made, 'tick' | 'attempt' | 'weight'> : never;

/**
 * A decision, and what follows from it.
 *
 * @param next the state that it leads to
 * @param attempt which trial it is about, where that is not the next state's
 */
export function decided(
  policy: ModelPolicy,
  next: DecisionState,
  said: Said<Decision>,
  attempt?: number,
): Decision {
  const of = attempt ?? ('attempt' in next ? next.attempt : 0);
  return { ...said, tick: next.ticks, attempt: of, weight: weightOf(policy, next) };
}
