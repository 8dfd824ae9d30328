import type { Tick } from '../../ticks/tick.ts';
import type { Context, Course } from '../context.ts';
import { decided } from '../decide.ts';
import { atStep } from '../guardrail-state.ts';
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
import { type ServingState, stepFrom } from './serving.ts';
import { heardAfter, silenceAt } from './silence.ts';

/** Whether a version still serves requests after what was decided. */
export function isServing(state: DecisionState): state is ServingState {
  return state.phase === 'trial' || state.phase === 'watch';
}

/** Holds or rolls back once a version has been silent for too long. */
export function noticeSilence(context: Context, course: Course, now: number): void {
  const { state } = course;
  if (!isServing(state)) return;
  const silence = silenceAt(context, state, now);
  if (!silence) return;
  const { policy } = context;
  const { time, reason } = silence;
  const action = silence.ofCanary ? policy.silence.then : 'hold';
  if (action === 'hold' && state.held.includes('silence')) return;
  course.state = action === 'hold' ? withHold(state, 'silence') : rolledBack(policy, state, time);
  const said = { action, cause: 'silence', time, reason } as const;
  course.decisions.push(decided(policy, course.state, said, state.attempt));
}

/** Remembers who was heard of in a tick; releases what only silence held. */
export function listen(context: Context, course: Course, tick: Tick, now: number): void {
  if (!isServing(course.state)) return;
  const { policy, versions } = context;
  const heard = heardAfter(course.state.heard, tick, versions);
  const state: ServingState = { ...course.state, heard, sourceDown: false };
  course.state = state;
  if (!state.held.includes('silence') || silenceAt(context, state, now)) return;
  course.state = withoutHold(state, 'silence');
  const reason = `${versions.canary} and ${versions.baseline} are heard again`;
  const said = { action: 'release', cause: 'silence', time: now, reason } as const;
  course.decisions.push(decided(policy, course.state, said));
}

/** Holds once the versions are not selected as their weights say. */
export function checkSampleRatio(context: Context, course: Course, tick: Tick, time: number): void {
  const { state } = course;
  if (!tick.weights || !isServing(state) || state.held.includes('sample-ratio')) return;
  const ratio = withTick(state.ratio, context, tick);
  const evidence = mismatchEvidence(ratio);
  if (evidence < mismatchLine) {
    course.state = { ...state, ratio };
    return;
  }
  const trial = withoutEvidence(state.trial);
  course.state = withHold({ ...state, ratio, trial }, 'sample-ratio');
  const reason = `${mismatchInWords(context, ratio)}; evidence ${evidence.toFixed(2)} >= ${mismatchLine.toFixed(2)}`;
  const said = {
    action: 'hold',
    cause: 'sample-ratio',
    time,
    evidence,
    threshold: mismatchLine,
    reason,
  } as const;
  course.decisions.push(decided(context.policy, course.state, said));
}

/** Goes to the next step of the rollout, or promotes. */
export function goOn(context: Context, course: Course, now: number): void {
  const { state } = course;
  if (state.phase !== 'trial') return;
  const found = nextStep(context, state, now);
  if (!found) return;
  const step = stepFrom(state.step.index + 1, now);
  const trial = atStep(state.trial);
  course.state =
    found.action === 'promote'
      ? { ...state, phase: 'watch', step, trial }
      : { ...state, step, trial };
  const said = { ...found, cause: 'rollout', time: now } as const;
  course.decisions.push(decided(context.policy, course.state, said));
}
