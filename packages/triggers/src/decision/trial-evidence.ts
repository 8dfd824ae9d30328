import { logEvidence } from '../evidence/spending.ts';
import type { Guardrail, ModelPolicy } from '../policy/model.ts';
import { checksOf, type EvidenceCheck } from './checks.ts';
import { guardrailState, type GuardrailState, type TrialState } from './trial.ts';
import { combine, type Evidence } from './weights.ts';

/** How strongly an attempt's outcomes speak against the canary. Evidence is a natural logarithm. */
export interface TrialEvidence {
  /** ln of the weighted sum over the checks; negative infinity before the first complete block. */
  readonly evidence: number;
  /** The guardrail with the largest share of it. */
  readonly guardrail: string;
  /**
   * Each guardrail's own: ln of its weighted checks relative to its own weight. One that is judged by sustained limits
   * alone has none.
   */
  readonly guardrails: Readonly<Record<string, number>>;
}

export function trialEvidence(policy: ModelPolicy, state: TrialState): TrialEvidence {
  const { guardrail = policy.guardrails[0]?.name ?? '', ...combined } = combine(
    policy.guardrails.flatMap((guardrail) =>
      evidenceOf(guardrail, guardrailState(state, guardrail)),
    ),
  );
  return { guardrail, ...combined };
}

interface CheckEvidence extends Evidence {
  readonly check: EvidenceCheck;
}

/** The evidence of each check of a guardrail that has any. */
export function evidenceOf(guardrail: Guardrail, state: GuardrailState): readonly CheckEvidence[] {
  const found: CheckEvidence[] = [];
  for (const [place, check] of checksOf(guardrail).entries()) {
    const known = state.checks[place];
    if (check.kind === 'sustained' || !known || 'sustained' in known) continue;
    const prior = check.statistic.prior(check.options, known.statistic);
    const value = logEvidence(known.spending, prior);
    found.push({ guardrail: guardrail.name, kind: check.kind, value, check });
  }
  return found;
}
