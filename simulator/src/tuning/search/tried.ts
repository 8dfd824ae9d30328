import type { Evaluation } from '../../rollouts/evaluation.ts';
import { changesBetween } from '../changes.ts';
import type { SettingChange, TunedPolicy } from '../policy-text.ts';
import { promisedRisk } from './promise.ts';

/** A policy that was tried, and what it came to. */
export interface Tried {
  readonly tuned: TunedPolicy;
  /** What differs from the policy that the search began with. */
  readonly changes: readonly SettingChange[];
  /** Its promised risk, where it has one. */
  readonly promised?: number;
  /** Rollouts of each case, with the seeds from `seed` on. */
  readonly runs: number;
  readonly seed: number;
  readonly evaluation: Evaluation;
}

export function triedOf(
  start: TunedPolicy,
  tuned: TunedPolicy,
  { runs, seed, evaluation }: Pick<Tried, 'runs' | 'seed' | 'evaluation'>,
): Tried {
  const promised = promisedRisk(tuned.policy);
  return {
    tuned,
    changes: changesBetween(start, tuned),
    ...(promised !== undefined && { promised }),
    runs,
    seed,
    evaluation,
  };
}

/** The mean harm of a faulty rollout; none counts as no harm. */
export function harmOf({ evaluation }: Tried): number {
  return evaluation.figures.harm?.value ?? 0;
}
