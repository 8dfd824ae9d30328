import type { Tick } from '../../ticks/tick.ts';
import type { Context, Transition } from '../context.ts';
import { decided } from '../decide.ts';
import type { EvidenceDecision } from '../decisions.ts';
import { evidenceLines, type Lines } from '../lines.ts';
import { planOf } from '../plan.ts';
import { trialInWords } from '../reason.ts';
import { trialRisk } from '../risk.ts';
import { trialEvidence, type TrialEvidence } from '../trial-evidence.ts';
import { stepTrial } from '../trial.ts';
import { evidenceHolds, withEvidenceHold } from './holds.ts';
import { calmSince } from './ramp.ts';
import { rolledBack } from './rolled-back.ts';
import type { ServingState } from './serving.ts';

/**
 * What a tick's outcomes come to: the evidence goes on, and may roll back, hold or release.
 *
 * @param now when its outcomes are known, epoch milliseconds
 */
export function judged(
  context: Context,
  before: ServingState,
  tick: Tick,
  now: number,
): Transition {
  const { policy, versions } = context;
  const { attempt, step } = before;
  const plan = planOf(policy);
  const lines = evidenceLines(policy, attempt);
  const { minBadTicks } = policy.hysteresis;
  const { trial, judged, passed } = stepTrial(plan, before.trial, tick, versions, {
    cap: minBadTicks === 1 ? Infinity : lines.trip / minBadTicks,
    void: before.held.includes('sample-ratio'),
    stepSince: step.since,
  });
  const evidence = trialEvidence(plan, trial);
  const calm = calmSince(plan, step, trial, lines, now);
  const after: ServingState = {
    ...before,
    trial,
    step:
      calm === step.calmSince && (step.judged || !judged)
        ? step
        : { ...step, calmSince: calm, judged: step.judged || judged },
  };

  if (evidence.evidence < lines.trip && passed) {
    const next = rolledBack(policy, after, now);
    const said = { action: 'rollback', cause: 'limit', time: now, ...passed } as const;
    return { state: next, decisions: [decided(policy, next, said, attempt)], evidence };
  }
  const held = withEvidenceHold(after, evidence.evidence, lines);
  const action = actionOf(held, before, evidence.evidence, lines);
  const next = action === 'rollback' ? rolledBack(policy, after, now) : held;
  if (!action) return { state: next, decisions: [], evidence };
  const said = {
    action,
    cause: 'evidence',
    time: now,
    guardrail: evidence.guardrail,
    evidence: evidence.evidence,
    threshold: lines.trip,
    reason: reasonOf(context, after, evidence, action, lines),
  } as const;
  return { state: next, decisions: [decided(policy, next, said, attempt)], evidence };
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
  { policy, versions }: Context,
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
  return trialInWords(planOf(policy), trial, guardrail, versions, crossed[action]);
}
