import { LastgoodError } from '../../errors.ts';
import type { Context, Transition } from '../context.ts';
import { decided } from '../decide.ts';
import { atStep } from '../guardrail-state.ts';
import type { Command } from '../input.ts';
import { initialDecision } from '../initial.ts';
import type { DecisionState } from '../state.ts';
import { withHold } from './holds.ts';
import { newTrial } from './out-of-service.ts';
import { isServing } from './parts.ts';
import { evenRatio, type ServingState, stepFrom } from './serving.ts';

/**
 * Does what a person wants.
 *
 * @throws LastgoodError `command-refused` if that means nothing where the version stands now
 */
export function byPerson(context: Context, state: DecisionState, command: Command): Transition {
  const { policy } = context;
  const { action, time } = command;
  const { next, what } = carriedOut(context, state, command);
  const who = command.by === undefined ? '' : onOneLine(command.by);
  const by = who === '' ? 'by hand' : `by ${who}`;
  const said = { action, cause: 'person', time, reason: `${by}: ${what}` } as const;
  const attempt = 'attempt' in state ? state.attempt : undefined;
  const about = 'attempt' in next ? next.attempt : attempt;
  return { state: next, decisions: [decided(policy, next, said, about)] };
}

/** People read reasons as lines, whatever somebody calls themselves. */
function onOneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}

interface CarriedOut {
  readonly next: DecisionState;
  /** What has been done, in words. */
  readonly what: string;
}

function carriedOut(context: Context, state: DecisionState, command: Command): CarriedOut {
  const { canary, baseline } = context.versions;
  switch (command.action) {
    case 'rollback': {
      if (state.phase === 'quarantined') throw refused(context, state, command);
      const next = { ticks: state.ticks, phase: 'quarantined' } as const;
      return { next, what: `${canary} is taken out of service, until a person brings it back` };
    }
    case 'hold': {
      if (!isServing(state) || state.held.includes('person'))
        throw refused(context, state, command);
      return { next: withHold(state, 'person'), what: `the weight of ${canary} is held` };
    }
    case 'release':
      return released(context, state, command);
    case 'promote': {
      if (state.phase !== 'trial') throw refused(context, state, command);
      const { time } = command;
      const step = stepFrom(state.step.index, time);
      const trial = atStep(state.trial);
      return {
        next: { ...state, phase: 'watch', step, trial },
        what: `${canary} takes the place of ${baseline}`,
      };
    }
  }
}

function released(context: Context, state: DecisionState, command: Command): CarriedOut {
  const { policy, versions } = context;
  const { canary } = versions;
  const { time } = command;
  switch (state.phase) {
    case 'cooldown':
      return {
        next: newTrial(policy, state, state.attempt + 1, time),
        what: `the cooldown of ${canary} is cut short`,
      };
    case 'quarantined':
      return {
        next: { ...initialDecision(policy), ticks: state.ticks },
        what: `${canary} is released from quarantine with a new budget of risk`,
      };
    case 'trial':
    case 'watch':
      if (state.held.length === 0) throw refused(context, state, command);
      return {
        next: withoutHolds(state, time),
        what: `the weight of ${canary} is released (held by ${state.held.join(', ')})`,
      };
    case 'calibration':
      throw refused(context, state, command);
  }
}

/** Each cause begins anew: silence from now on, the sample ratio from the next tick on, and evidence once it has rested. */
function withoutHolds(state: ServingState, time: number): ServingState {
  const { held } = state;
  const heard = { canary: time, baseline: time };
  return {
    ...state,
    held: [],
    waived: held.includes('evidence'),
    ...(held.includes('silence') && { heard }),
    ...(held.includes('sample-ratio') && { ratio: evenRatio }),
  };
}

const standings: Readonly<Record<DecisionState['phase'], string>> = {
  calibration: 'its group is being calibrated',
  trial: 'it is on trial',
  watch: 'it has been promoted',
  cooldown: 'it has been rolled back and waits for its next attempt',
  quarantined: 'it is in quarantine: release it first',
};

function refused({ versions }: Context, state: DecisionState, { action }: Command): LastgoodError {
  const held =
    isServing(state) && state.held.length > 0 ? `, held by ${state.held.join(', ')}` : '';
  const free = isServing(state) && action === 'release' ? ', and nothing holds it' : '';
  return new LastgoodError(
    'command-refused',
    `${versions.canary} cannot be given a "${action}": ${standings[state.phase]}${held}${free}`,
  );
}
