import type { RuleFigures } from '../../rollouts/comparison-figures.ts';
import type { ComparedRollout, RuleResult } from '../../rollouts/comparison.ts';
import type { ComparingState } from './comparing.ts';

/** One rule: what it made of the seed's rollout, and of all of them. */
export interface RuleRow {
  readonly rule: string;
  /** Absent until the rollout has been made. */
  readonly result?: RuleResult;
  readonly figures: RuleFigures;
}

/** The rollout with the session's seed, of the session's own traffic. */
export function ownRollout(
  { comparison }: ComparingState,
  seed: number,
): ComparedRollout | undefined {
  return comparison?.cases[0]?.results.find((rollout) => rollout.seed === seed);
}

/** Lastgood's engine first, then the peers' rules. */
export function rowsOf(state: ComparingState, seed: number): RuleRow[] {
  const own = ownRollout(state, seed);
  return (state.comparison?.figures ?? []).map((figures, place) => {
    const result = own?.rules[place];
    return { rule: figures.rule, figures, ...(result && { result }) };
  });
}

/** What a decision comes to, knowing whether there was a fault. */
export type Verdict = 'rollback' | 'false' | 'paused' | 'missed' | 'kept' | 'cannot';

export function verdictOf(result: RuleResult, fault: number | null): Verdict {
  switch (result.decision) {
    case 'rollback':
      return result.falseRollback ? 'false' : 'rollback';
    case 'hold':
      return 'paused';
    case 'none':
      return fault === null ? 'kept' : 'missed';
    case 'unjudged':
      return 'cannot';
  }
}

/** Why a rule decided as it did, and what it cannot judge. */
export function reasonOf({ rule, result }: RuleRow): string {
  if (!result) return 'This rollout has not been made yet.';
  const unjudged = result.unjudged.map(
    ({ guardrail, reason }) => `${guardrail} is not judged: ${rule} ${reason}`,
  );
  const decided = result.decision === 'none' ? `${rule} never decided` : result.reason;
  return [...(decided === null ? [] : [decided]), ...unjudged].join('; ');
}
