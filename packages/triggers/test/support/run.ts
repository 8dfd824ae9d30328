import type { Decision } from '../../src/decision/decisions.ts';
import type { DecisionState } from '../../src/decision/state.ts';
import type { Transition } from '../../src/decision/context.ts';
import type { Input } from '../../src/decision/input.ts';
import { initialDecision } from '../../src/decision/initial.ts';
import { transition } from '../../src/decision/transition.ts';
import type { ModelPolicy } from '../../src/policy/model.ts';
import { versions } from './ticks.ts';

/** Every transition of a run, one for each input. */
export function runOf(
  policy: ModelPolicy,
  inputs: readonly Input[],
  from: DecisionState = initialDecision(policy),
): Transition[] {
  let state = from;
  return inputs.map((input) => {
    const result = transition(policy, versions, state, input);
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
