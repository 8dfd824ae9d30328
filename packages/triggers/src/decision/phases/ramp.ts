import type { Context } from '../context.ts';
import type { RolloutDecision } from '../decisions.ts';
import type { Lines } from '../lines.ts';
import type { Plan } from '../plan.ts';
import type { InPhase, Step } from '../state.ts';
import { ownEvidence } from '../trial-evidence.ts';
import type { TrialState } from '../guardrail-state.ts';
import { durationInWords, partInWords } from '../words/numbers.ts';
import { promotionInWords } from '../words/promotion.ts';

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
  if (next === undefined || held.length > 0 || !step.judged || now < step.since + dwell) {
    return undefined;
  }
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

/** All must show it, so the risk is not split between them. */
function promotion(
  context: Context,
  { step, trial }: InTrial,
  now: number,
): Pick<RolloutDecision, 'action' | 'reason'> | undefined {
  const line = soundnessLine(context);
  for (const { tested, place, untested } of context.plan.members) {
    if (tested !== undefined && (trial[place]?.soundness ?? 0) < line) return undefined;
    if (untested && now - step.calmSince < context.policy.rollout.dwell) return undefined;
  }
  return { action: 'promote', reason: promotionInWords(context, trial, line) };
}
