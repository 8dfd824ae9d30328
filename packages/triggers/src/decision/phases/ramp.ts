import type { Context } from '../context.ts';
import type { RolloutDecision } from '../decisions.ts';
import type { Lines } from '../lines.ts';
import type { Member, Plan } from '../plan.ts';
import type { InPhase, Step } from '../state.ts';
import { ownEvidence } from '../trial-evidence.ts';
import type { TrialState } from '../guardrail-state.ts';
import { durationInWords, partInWords } from '../words/numbers.ts';
import { promotionInWords } from '../words/promotion.ts';
import type { ServingState } from './serving.ts';

type InTrial = InPhase<'trial'>;

/** Since when all that has no promotion test has been below the release line, epoch milliseconds. */
export function calmSince(
  { members }: Plan,
  step: Step,
  trial: TrialState,
  { release }: Lines,
  now: number,
): number {
  for (const member of members) {
    if (member.untested && ownEvidence(member, trial) >= release) return now;
  }
  return step.calmSince;
}

/** The step that a canary goes to now, if it goes to any: only one that is not held, was judged and has dwelt long enough. */
export function nextStep(
  context: Context,
  state: InTrial,
  now: number,
): Pick<RolloutDecision, 'action' | 'reason'> | undefined {
  const { steps, dwell } = context.policy.rollout;
  const { step, held } = state;
  const next = steps[step.index + 1];
  if (next === undefined || held.length > 0 || now < step.since + dwell) return undefined;
  if (!state.trial.some(({ judged }) => judged)) return undefined;
  if (next === 1) return promotion(context, state, now);
  const { canary } = context.versions;
  const present = partInWords(steps[step.index] ?? 0);
  return {
    action: 'advance',
    reason: `${canary} has had ${present} of the traffic for ${durationInWords(now - step.since)} and is not held: ${partInWords(next)} from now on`,
  };
}

/** The evidence at which a guardrail shows that the canary is not clearly worse. */
export function soundnessLine({ policy }: Context): number {
  return -Math.log(policy.risk.badPromotion);
}

/**
 * Whether a guardrail has shown in the present step that the canary is not clearly worse: it was observed, its test says so,
 * and what has no test has been below the release line for a whole dwell.
 */
export function hasShownSound(
  context: Context,
  { tested, untested, place }: Member,
  { step, trial }: ServingState,
  now: number,
): boolean {
  const known = trial[place];
  if (!known?.judged) return false;
  if (tested !== undefined && known.soundness < soundnessLine(context)) return false;
  return !untested || now - step.calmSince >= context.policy.rollout.dwell;
}

/** All must show it, so the risk is not split between them. */
function promotion(
  context: Context,
  state: InTrial,
  now: number,
): Pick<RolloutDecision, 'action' | 'reason'> | undefined {
  const { members } = context.plan;
  if (!members.every((member) => hasShownSound(context, member, state, now))) return undefined;
  const reason = promotionInWords(context, state.trial, soundnessLine(context));
  return { action: 'promote', reason };
}
