import type { ModelPolicy } from '../policy/model.ts';
import { isObserved } from '../ticks/samples/sample.ts';
import type { Pair } from '../ticks/tick.ts';
import { judgingPolicy } from './calibration.ts';
import { contextOf, linesOf } from './context.ts';
import { hasShownSound, soundnessLine } from './phases/ramp.ts';
import { isServing } from './phases/parts.ts';
import type { ServingState } from './phases/serving.ts';
import { silenceAt } from './phases/silence.ts';
import type { Member } from './plan.ts';
import { trialInWords } from './reason.ts';
import type { DecisionState } from './state.ts';
import { ownEvidence } from './trial-evidence.ts';
import { guardrailState, totalOf } from './guardrail-state.ts';

/** What one guardrail says of the canary. Unknown neither rolls back nor promotes. */
export interface Answer {
  readonly guardrail: string;
  readonly answer: 'harmful' | 'acceptable' | 'unknown';
  /** The comparison behind it, or why nothing is known. */
  readonly reason: string;
}

/**
 * What each guardrail says of the canary now; nothing while it is out of service.
 *
 * Harmful: its own evidence has reached the trip line. Acceptable: it has shown that the canary is not worse than tolerated
 * by its harm; where there is no such test, it has been below the release line for a whole dwell.
 *
 * @param now epoch milliseconds
 */
export function answersOf(
  policy: ModelPolicy,
  versions: Pair<string>,
  state: DecisionState,
  now: number,
): Answer[] {
  if (!isServing(state)) return [];
  const context = contextOf(judgingPolicy(policy, state), versions);
  const { plan } = context;
  const silence = silenceAt(context, state, now);
  return plan.members.map((member) => {
    const { guardrail } = member;
    const unknown = silence?.reason ?? whyUnknown(member, versions, state);
    const evidence = ownEvidence(member, state.trial);
    const { trip } = linesOf(context, state.attempt);
    const inWords = (conclusion: string): string =>
      trialInWords(plan, state.trial, guardrail.name, versions, conclusion);
    const value = evidence.toFixed(2);
    if (evidence >= trip) {
      const reason = inWords(`evidence ${value} >= ${trip.toFixed(2)}`);
      return { guardrail: guardrail.name, answer: 'harmful', reason };
    }
    if (unknown !== undefined) {
      return { guardrail: guardrail.name, answer: 'unknown', reason: unknown };
    }
    if (hasShownSound(context, member, state, now)) {
      const shown = soundInWords(member, state, soundnessLine(context));
      return { guardrail: guardrail.name, answer: 'acceptable', reason: inWords(shown) };
    }
    const few = 'too few outcomes for either';
    const reason = inWords(
      evidence === -Infinity ? few : `${few}: evidence ${value} < ${trip.toFixed(2)}`,
    );
    return { guardrail: guardrail.name, answer: 'unknown', reason };
  });
}

/** Why nothing can be known of a guardrail. */
function whyUnknown(
  member: Member,
  versions: Pair<string>,
  state: ServingState,
): string | undefined {
  const { guardrail } = member;
  const compared = guardrail.tolerance !== undefined;
  if (guardrail.users === Infinity) {
    return 'too little was bad while the users were calibrated: it cannot be compared';
  }
  if (compared && state.held.includes('sample-ratio')) {
    return 'the versions are not selected as their weights say: comparisons are void';
  }
  const total = totalOf(guardrail, guardrailState(state.trial, member));
  if (!isObserved(total.canary)) return `${versions.canary} has not been observed by it`;
  if (compared && !isObserved(total.baseline)) {
    return `${versions.baseline} has not been observed by it`;
  }
  return undefined;
}

/** What has shown that the canary is acceptable. */
function soundInWords({ tested, place }: Member, { trial }: ServingState, line: number): string {
  if (tested === undefined) return 'below the release line for a whole dwell';
  const soundness = (trial[place]?.soundness ?? 0).toFixed(2);
  return `not worse by its harm or more, evidence ${soundness} >= ${line.toFixed(2)}`;
}
