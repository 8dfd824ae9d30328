import { planOf } from '../../src/decision/plan.ts';
import type { DecisionState } from '../../src/decision/state.ts';
import { ownEvidence } from '../../src/decision/trial-evidence.ts';
import type { GuardrailState } from '../../src/decision/guardrail-state.ts';
import type { Spending } from '../../src/evidence/spending.ts';
import type { ModelPolicy } from '../../src/policy/model.ts';

/** What is known of a guardrail of a version that is on trial. */
export function guardrailOf(state: DecisionState | undefined, name: string): GuardrailState {
  if (state?.phase !== 'trial') throw new Error('the trial is over');
  const found = state.trial.find((guardrail) => guardrail.name === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

/** The evidence that the first check of a guardrail has gathered. */
export function spendingOf(state: GuardrailState | undefined): Spending | undefined {
  const [first] = state?.checks ?? [];
  return first && 'spending' in first ? first.spending : undefined;
}

/** Each guardrail's own evidence, in the order of the policy; none while the version is out of service. */
export function ownEvidences(policy: ModelPolicy, state: DecisionState): number[] {
  if (state.phase !== 'trial') return [];
  const { trial } = state;
  return planOf(policy).members.map((member) => ownEvidence(member, trial));
}
