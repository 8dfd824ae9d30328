import type { GuardrailState } from '../../src/decision/trial.ts';
import type { Spending } from '../../src/evidence/spending.ts';

/** The evidence that the first check of a guardrail has gathered. */
export function spendingOf(state: GuardrailState | undefined): Spending | undefined {
  const [first] = state?.checks ?? [];
  return first && 'spending' in first ? first.spending : undefined;
}
