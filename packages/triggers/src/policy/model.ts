import type { Worse } from '../ticks/bad.ts';

/** One metric that must not get worse. */
export interface Guardrail {
  /** The metric's name, as recorded. */
  readonly name: string;
  readonly type: 'proportion';
  /** Which direction is worse; `lower` counts the misses. */
  readonly worse: Worse;
  /** Acceptable: bad share of the canary <= absolute + (1 + relative) bad share of the baseline. */
  readonly tolerance: { readonly relative: number; readonly absolute: number };
  /** The baseline's usual share of *hits*, between 0 and 1. */
  readonly expected?: number;
}

export interface Hysteresis {
  /** Fewer bad ticks than this cannot trip from rest: none lifts the evidence by more than the trip line over this. */
  readonly minBadTicks: number;
  /** Freeze the weight at this fraction of the trip evidence. */
  readonly hold: number;
  /** Unfreeze it below this fraction. */
  readonly release: number;
  /** The wait after the first rollback, in milliseconds, and what each further one multiplies it by. */
  readonly cooldown: { readonly first: number; readonly factor: number };
  /** How often a version may be tried before only a person can bring it back. */
  readonly attempts: number;
}

/** The policy of one model, with every default filled in. Durations are milliseconds. */
export interface ModelPolicy {
  readonly model: string;
  readonly flag: string;
  readonly baseline?: string;
  readonly canary?: string;
  readonly tick: number;
  readonly guardrails: readonly Guardrail[];
  /** `falseRollback`: the chance that a version within tolerance is ever rolled back, over all attempts. */
  readonly risk: { readonly falseRollback: number };
  readonly hysteresis: Hysteresis;
}
