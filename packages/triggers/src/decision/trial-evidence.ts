import { logSumExp } from '../evidence/logarithm.ts';
import { logEvidence } from '../evidence/spending.ts';
import type { Check, EvidenceCheck } from './checks.ts';
import type { Group, Member, Plan } from './plan.ts';
import { type CheckState, guardrailState, type TrialState } from './guardrail-state.ts';

/** How strongly an attempt's outcomes speak against the canary. Evidence is a natural logarithm. */
export interface TrialEvidence {
  /**
   * ln of the weighted sum over the checks; negative infinity before the first complete block. Of guardrails that advance
   * at different times the largest sum: they must not be added up, and each of the sums stays within its part of the risk.
   */
  readonly evidence: number;
  /** The guardrail with the largest share of it. */
  readonly guardrail: string;
}

export function trialEvidence({ members, groups }: Plan, trial: TrialState): TrialEvidence {
  let strongest: TrialEvidence | undefined;
  for (const group of groups) {
    const found = groupEvidence(group, trial);
    if (!strongest || found.evidence > strongest.evidence) strongest = found;
  }
  return strongest ?? { evidence: -Infinity, guardrail: members[0]?.guardrail.name ?? '' };
}

function groupEvidence({ members }: Group, trial: TrialState): TrialEvidence {
  const parts: number[] = [];
  let largest = 0;
  for (const member of members) {
    parts.push(weightedEvidence(member, trial));
    const last = parts.length - 1;
    if ((parts[last] ?? NaN) > (parts[largest] ?? NaN)) largest = last;
  }
  const guardrail = members[largest]?.guardrail.name ?? '';
  const [only = -Infinity] = parts;
  return { evidence: parts.length === 1 ? only : logSumExp(parts), guardrail };
}

/** ln of a guardrail's part of the sum. */
function weightedEvidence(member: Member, trial: TrialState): number {
  const { checks } = guardrailState(trial, member);
  let sum = -Infinity;
  for (let place = 0; place < member.checks.length; place += 1) {
    const planned = member.checks[place];
    if (!planned) continue;
    const value = evidenceOfCheck(planned.check, checks[place]);
    if (value === undefined) continue;
    const part = planned.logWeight + value;
    sum = sum === -Infinity ? part : logSumExp([sum, part]);
  }
  return sum;
}

/** The evidence of a check; undefined for a sustained limit, which claims none. */
function evidenceOfCheck(check: Check, known: CheckState | undefined): number | undefined {
  if (check.kind === 'sustained' || !known || 'sustained' in known) return undefined;
  return logEvidence(known.spending, check.statistic.prior(check.options, known.statistic));
}

/**
 * A guardrail's own evidence: ln of its weighted checks relative to its own weight. Negative infinity before the first block,
 * and where it is judged by sustained limits alone.
 */
export function ownEvidence(member: Member, trial: TrialState): number {
  const part = weightedEvidence(member, trial);
  return part === -Infinity ? part : part - member.logWeight;
}

interface CheckEvidence {
  readonly check: EvidenceCheck;
  readonly value: number;
}

/** The check of a guardrail that speaks against the canary the most; undefined if it has sustained limits alone. */
export function strongestCheck(member: Member, trial: TrialState): CheckEvidence | undefined {
  const { checks } = guardrailState(trial, member);
  let strongest: CheckEvidence | undefined;
  for (const [place, { check }] of member.checks.entries()) {
    const value = evidenceOfCheck(check, checks[place]);
    if (value === undefined || check.kind === 'sustained') continue;
    if (!strongest || value > strongest.value) strongest = { check, value };
  }
  return strongest;
}
