import type { Tick } from '../../ticks/tick.ts';
import type { Context, Transition } from '../context.ts';
import { decided } from '../decide.ts';
import type { DecisionState } from '../state.ts';
import { withHold, withoutHold } from './holds.ts';
import {
  mismatchEvidence,
  mismatchInWords,
  mismatchLine,
  withoutEvidence,
  withTick,
} from './mismatch.ts';
import { nextStep } from './ramp.ts';
import { rolledBack } from './rolled-back.ts';
import type { ServingState } from './serving.ts';
import { heardAfter, silenceAt } from './silence.ts';

/** Whether a version still serves requests after what was decided. */
export function isServing(state: DecisionState): state is ServingState {
  return state.phase === 'trial' || state.phase === 'watch';
}

/** What comes after a transition, as long as the version serves requests. */
export function afterwards(
  before: Transition,
  part: (state: ServingState) => Transition,
): Transition {
  if (!isServing(before.state)) return before;
  const after = part(before.state);
  if (before.decisions.length === 0 && !before.evidence) return after;
  return { ...before, ...after, decisions: [...before.decisions, ...after.decisions] };
}

export function unchanged(state: DecisionState): Transition {
  return { state, decisions: [] };
}

/** Holds or rolls back once a version has been silent for too long. */
export function withSilence(context: Context, state: ServingState, now: number): Transition {
  if (state.held.includes('silence')) return unchanged(state);
  const silence = silenceAt(context, state, now);
  if (!silence) return unchanged(state);
  const { policy } = context;
  const { time, reason } = silence;
  const action = silence.ofCanary ? policy.silence.then : 'hold';
  const next = action === 'hold' ? withHold(state, 'silence') : rolledBack(policy, state, time);
  const said = { action, cause: 'silence', time, reason } as const;
  return { state: next, decisions: [decided(policy, next, said, state.attempt)] };
}

/** Who was heard of in a tick; releases what only silence held. */
export function withHeard(
  context: Context,
  before: ServingState,
  tick: Tick,
  now: number,
): Transition {
  const { policy, versions } = context;
  const heard = heardAfter(before.heard, tick, versions);
  const state: ServingState = { ...before, heard, sourceDown: false };
  if (!state.held.includes('silence') || silenceAt(context, state, now)) return unchanged(state);
  const next = withoutHold(state, 'silence');
  const reason = `${versions.canary} and ${versions.baseline} are heard again`;
  const said = { action: 'release', cause: 'silence', time: now, reason } as const;
  return { state: next, decisions: [decided(policy, next, said)] };
}

/** Holds once the versions are not selected as their weights say. */
export function withSampleRatio(
  context: Context,
  before: ServingState,
  tick: Tick,
  time: number,
): Transition {
  if (!tick.weights || before.held.includes('sample-ratio')) return unchanged(before);
  const ratio = withTick(before.ratio, context, tick);
  const evidence = mismatchEvidence(ratio);
  if (evidence < mismatchLine) return unchanged({ ...before, ratio });
  const trial = withoutEvidence(before.trial);
  const next = withHold({ ...before, ratio, trial }, 'sample-ratio');
  const reason = `${mismatchInWords(context, ratio)}; evidence ${evidence.toFixed(2)} >= ${mismatchLine.toFixed(2)}`;
  const said = {
    action: 'hold',
    cause: 'sample-ratio',
    time,
    evidence,
    threshold: mismatchLine,
    reason,
  } as const;
  return { state: next, decisions: [decided(context.policy, next, said)] };
}

/** Goes to the next step of the rollout, or promotes. */
export function withRamp(context: Context, state: ServingState, now: number): Transition {
  if (state.phase !== 'trial') return unchanged(state);
  const found = nextStep(context, state, now);
  if (!found) return unchanged(state);
  const step = { index: state.step.index + 1, since: now, calmSince: now, judged: false };
  const trial = state.trial.map((guardrail) => ({ ...guardrail, soundness: 0 }));
  const next: DecisionState =
    found.action === 'promote'
      ? { ...state, phase: 'watch', step, trial }
      : { ...state, step, trial };
  const said = { ...found, cause: 'rollout', time: now } as const;
  return { state: next, decisions: [decided(context.policy, next, said)] };
}
