import type { ModelPolicy } from '../policy/model.ts';
import type { Pair } from '../ticks/tick.ts';
import type { EvidenceCheck } from './checks.ts';
import { evidenceOf } from './trial-evidence.ts';
import type { TrialState } from './trial.ts';
import { comparisonInWords } from './words/comparison.ts';
import { limitInWords } from './words/limit.ts';

/**
 * The comparison behind a decision, in one sentence: what both versions did, what was acceptable, the evidence.
 *
 * @param name the guardrail; of its checks the one with the most evidence is told
 * @param conclusion what follows from it, such as `evidence 4.71 >= 4.61 (trip)`
 */
export function trialInWords(
  policy: ModelPolicy,
  trial: TrialState,
  name: string,
  versions: Pair<string>,
  conclusion: string,
): string {
  const guardrail = policy.guardrails.find((candidate) => candidate.name === name);
  const state = Object.hasOwn(trial, name) ? trial[name] : undefined;
  if (!guardrail || !state) return conclusion;
  let strongest: { readonly check: EvidenceCheck; readonly value: number } | undefined;
  for (const { check, value } of evidenceOf(guardrail, state)) {
    if (!strongest || value > strongest.value) strongest = { check, value };
  }
  if (!strongest) return conclusion;
  const { limit } = strongest.check;
  const words = limit
    ? limitInWords(guardrail, limit, state.total, versions)
    : comparisonInWords(guardrail, state.total, versions);
  return `${guardrail.name}: ${words}; ${conclusion}`;
}
