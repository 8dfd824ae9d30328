import { logSumExp } from '../evidence/logarithm.ts';
import { logEvidence } from '../evidence/spending.ts';
import type { EvidenceCheck } from './checks.ts';
import type { Group, Member, Plan } from './plan.ts';
import { guardrailState, type TrialState } from './guardrail-state.ts';

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
  let largest = -Infinity;
  let guardrail: string | undefined;
  for (const member of members) {
    const part = weightedEvidence(member, trial);
    parts.push(part);
    if (guardrail !== undefined && part <= largest) continue;
    largest = part;
    guardrail = member.guardrail.name;
  }
  return { evidence: logSumExp(parts), guardrail: guardrail ?? '' };
}

/** ln of a guardrail's part of the sum. */
function weightedEvidence(member: Member, trial: TrialState): number {
  const parts: number[] = [];
  for (const { value, logWeight } of evidenceOf(member, trial)) parts.push(logWeight + value);
  return logSumExp(parts);
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
  readonly logWeight: number;
  readonly value: number;
}

/** The evidence of each check of a guardrail that has any. */
export function evidenceOf(member: Member, trial: TrialState): readonly CheckEvidence[] {
  const state = guardrailState(trial, member);
  const found: CheckEvidence[] = [];
  for (let place = 0; place < member.checks.length; place += 1) {
    const planned = member.checks[place];
    const known = state.checks[place];
    if (!planned || !known || planned.check.kind === 'sustained' || 'sustained' in known) continue;
    const { check, logWeight } = planned;
    const prior = check.statistic.prior(check.options, known.statistic);
    found.push({ check, logWeight, value: logEvidence(known.spending, prior) });
  }
  return found;
}
