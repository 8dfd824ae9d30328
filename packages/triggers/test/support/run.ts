import type { Decision } from '../../src/decision/decisions.ts';
import type { DecisionState } from '../../src/decision/state.ts';
import type { Transition } from '../../src/decision/context.ts';
import { initialDecision } from '../../src/decision/initial.ts';
import { transition } from '../../src/decision/transition.ts';
import type { ModelPolicy } from '../../src/policy/model.ts';
import type { Tick } from '../../src/ticks/tick.ts';
import { versions } from './ticks.ts';

/** Every transition of a run. */
export function runOf(
  policy: ModelPolicy,
  ticks: readonly Tick[],
  from: DecisionState = initialDecision(policy),
): Transition[] {
  let state = from;
  return ticks.map((tick) => {
    const result = transition(policy, versions, state, tick);
    ({ state } = result);
    return result;
  });
}

export function decisionsOf(transitions: readonly Transition[]): Decision[] {
  return transitions.flatMap(({ decisions }) => decisions);
}

/** Makes an object and all that hangs on it impossible to change. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const key of Reflect.ownKeys(value)) deepFreeze(Reflect.get(value, key));
  return value;
}
