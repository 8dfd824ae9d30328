import type { ModelPolicy } from '../policy/model.ts';
import type { Pair } from '../ticks/tick.ts';
import { judgingPolicy } from './calibration.ts';
import { contextOf, type Transition } from './context.ts';
import { type Input, isCommand, isTick, timeOf } from './input.ts';
import { byPerson } from './phases/by-person.ts';
import { duringCalibration } from './phases/during-calibration.ts';
import { duringCooldown } from './phases/out-of-service.ts';
import { whileServing } from './phases/while-serving.ts';
import { countsAsTick } from './plan.ts';
import type { DecisionState } from './state.ts';

/**
 * One input further: a tick, a clock, or what a person wants. The only place where a rollback is decided.
 *
 * @param versions the names of canary and baseline in the ticks
 * @throws LastgoodError `command-refused` if what a person wants means nothing now, `state-foreign` if the state is of
 *   another policy, and for ticks whose samples are not what the policy says
 */
export function transition(
  policy: ModelPolicy,
  versions: Pair<string>,
  before: DecisionState,
  input: Input,
): Transition {
  const context = contextOf(policy, versions);
  if (isCommand(input)) return byPerson(context, before, input);
  const state = isTick(input) && countsAsTick(policy, input) ? counted(before) : before;
  switch (state.phase) {
    case 'calibration':
      return duringCalibration(context, state, input);
    case 'trial':
    case 'watch':
      return whileServing(
        state.calibration ? contextOf(judgingPolicy(policy, state), versions) : context,
        state,
        input,
      );
    case 'cooldown':
      return duringCooldown(context, state, timeOf(input));
    case 'quarantined':
      return { state, decisions: [] };
  }
}

function counted(state: DecisionState): DecisionState {
  return { ...state, ticks: state.ticks + 1 };
}
