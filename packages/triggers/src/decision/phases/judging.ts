import type { ModelPolicy } from '../../policy/model.ts';
import type { Tick } from '../../ticks/tick.ts';
import { type Context, type Course, linesOf } from '../context.ts';
import { decided } from '../decide.ts';
import type { EvidenceDecision } from '../decisions.ts';
import type { Lines } from '../lines.ts';
import { trialInWords } from '../reason.ts';
import { calibrates, trialRisk } from '../risk.ts';
import type { DecisionState, Step } from '../state.ts';
import { trialEvidence, type TrialEvidence } from '../trial-evidence.ts';
import { stepTrial } from '../trial.ts';
import { evidenceHolds, withEvidenceHold } from './holds.ts';
import { isServing } from './parts.ts';
import { calmSince } from './ramp.ts';
import { rolledBack } from './rolled-back.ts';
import type { ServingState } from './serving.ts';

/**
 * What a tick's outcomes come to: the evidence goes on, and may roll back, hold or release.
 *
 * @param now when its outcomes are known, epoch milliseconds
 */
export function judge(context: Context, course: Course, tick: Tick, now: number): void {
  const before = course.state;
  if (!isServing(before)) return;
  const { policy, plan, versions } = context;
  const { attempt, step } = before;
  const lines = linesOf(context, attempt);
  const { minBadTicks } = policy.hysteresis;
  const { trial, passed } = stepTrial(plan, before.trial, tick, versions, {
    cap: minBadTicks === 1 ? Infinity : lines.trip / minBadTicks,
    void: before.held.includes('sample-ratio') || isAmongOthers(policy, before),
    stepSince: step.since,
  });
  const told = trialEvidence(plan, trial);
  const { evidence, guardrail } = told;
  course.evidence = told;
  const after: ServingState = {
    ...before,
    trial,
    step: stepAfter(step, calmSince(plan, step, trial, lines, now)),
  };

  const decide = (next: DecisionState, said: Parameters<typeof decided>[2]): void => {
    course.state = next;
    course.decisions.push(decided(policy, next, said, attempt));
  };
  if (evidence < lines.trip && passed) {
    decide(rolledBack(policy, after, now), {
      action: 'rollback',
      cause: 'limit',
      time: now,
      ...passed,
    });
    return;
  }
  const held = withEvidenceHold(after, evidence, lines);
  const action = actionOf(held, before, evidence, lines);
  if (!action) {
    course.state = held;
    return;
  }
  decide(action === 'rollback' ? rolledBack(policy, after, now) : held, {
    action,
    cause: 'evidence',
    time: now,
    guardrail,
    evidence,
    threshold: lines.trip,
    reason: reasonOf(context, after, told, action, lines),
  });
}

/** Whether other users have joined the canary's than were calibrated: at a promotion almost all of them do. */
function isAmongOthers(policy: ModelPolicy, { phase }: ServingState): boolean {
  return phase === 'watch' && calibrates(policy);
}

function stepAfter(step: Step, calmSince: number): Step {
  return calmSince === step.calmSince ? step : { ...step, calmSince };
}

function actionOf(
  after: ServingState,
  before: ServingState,
  evidence: number,
  { trip }: Lines,
): EvidenceDecision['action'] | undefined {
  if (evidence >= trip) return 'rollback';
  if (evidenceHolds(after) === evidenceHolds(before)) return undefined;
  return evidenceHolds(after) ? 'hold' : 'release';
}

function reasonOf(
  { policy, plan, versions }: Context,
  { attempt, trial }: ServingState,
  { evidence, guardrail }: TrialEvidence,
  action: EvidenceDecision['action'],
  lines: Lines,
): string {
  const value = evidence.toFixed(2);
  const crossed = {
    rollback: `evidence ${value} >= ${lines.trip.toFixed(2)} (trip, at a risk of ${+(100 * trialRisk(policy, attempt)).toPrecision(3)} %)`,
    hold: `evidence ${value} >= ${lines.hold.toFixed(2)} (hold)`,
    release: `evidence ${value} < ${lines.release.toFixed(2)} (release)`,
  };
  return trialInWords(plan, trial, guardrail, versions, crossed[action]);
}
