import { shownTime } from '../ingestion/refusal.ts';
import type { Guardrail, ModelPolicy } from '../policy/model.ts';
import { amountOf, type Sample } from '../ticks/samples/sample.ts';
import type { Pair } from '../ticks/tick.ts';
import { judgingPolicy } from './calibration.ts';
import { isServing } from './phases/parts.ts';
import { type Plan, planOf } from './plan.ts';
import type { DecisionState } from './state.ts';
import { strongestCheck, trialEvidence } from './trial-evidence.ts';
import {
  type GuardrailState,
  guardrailState,
  totalOf,
  type TrialState,
} from './guardrail-state.ts';
import { comparisonInWords } from './words/comparison.ts';
import { limitInWords } from './words/limit.ts';

/**
 * The comparison behind a decision, in one sentence: what both versions did, what was acceptable, the evidence.
 *
 * @param name the guardrail; of its checks the one with the most evidence is told
 * @param conclusion what follows from it, such as `evidence 4.71 >= 4.61 (trip)`
 */
export function trialInWords(
  { members }: Plan,
  trial: TrialState,
  name: string,
  versions: Pair<string>,
  conclusion: string,
): string {
  const member = members.find(({ guardrail }) => guardrail.name === name);
  if (!member) return conclusion;
  const strongest = strongestCheck(member, trial);
  if (!strongest) return conclusion;
  const { check, value } = strongest;
  const { guardrail } = member;
  const { limit } = check;
  const { since, samples } = outcomesBehind(guardrail, guardrailState(trial, member), value);
  const words = limit
    ? limitInWords(guardrail, limit, samples, versions)
    : comparisonInWords(guardrail, samples, versions);
  return `${guardrail.name}: ${since}${words}; ${conclusion}`;
}

/** A rise that begins after this part of the outcomes came late: the healthy time before it dilutes what it shows. */
const late = 0.5;

function outcomesBehind(
  guardrail: Guardrail,
  state: GuardrailState,
  evidence: number,
): { readonly since: string; readonly samples: Pair<Sample> } {
  const { rise } = state;
  const total = totalOf(guardrail, state);
  if (evidence <= 0 || !rise || rise.before < late * amountOf(total.canary)) {
    return { since: '', samples: total };
  }
  const from = shownTime(rise.from);
  return rise.samples
    ? { since: `since ${from} `, samples: rise.samples }
    : { since: `the evidence has risen since ${from}; in the whole attempt `, samples: total };
}

/** How a version stands that is being judged, by the guardrail that speaks against it the most; else the conclusion alone. */
export function standingInWords(
  policy: ModelPolicy,
  versions: Pair<string>,
  state: DecisionState,
  conclusion: string,
): string {
  if (!isServing(state)) return conclusion;
  const plan = planOf(judgingPolicy(policy, state));
  const { guardrail } = trialEvidence(plan, state.trial);
  return trialInWords(plan, state.trial, guardrail, versions, conclusion);
}
