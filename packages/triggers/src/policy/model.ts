import type { Worse } from '../ticks/bad.ts';
import type { Range } from '../ticks/samples/mean.ts';
import type { SampleType } from '../ticks/samples/sample.ts';

/** One metric that must not get worse. */
export type Guardrail =
  | ProportionGuardrail
  | RateGuardrail
  | MeanGuardrail
  | HistogramGuardrail
  | CategoriesGuardrail;

interface Guarded<Type extends SampleType, Tolerance> {
  /** The metric's name, as recorded. */
  readonly name: string;
  readonly type: Type;
  /** How much worse than the baseline is acceptable; absent: the canary is not compared with it. */
  readonly tolerance?: Tolerance;
}

export interface ProportionGuardrail extends Guarded<
  'proportion',
  { readonly relative: number; readonly absolute: number }
> {
  /**
   * Which direction is worse; `lower` counts the misses. Acceptable:
   * bad share of the canary <= absolute + (1 + relative) bad share of the baseline.
   */
  readonly worse: Worse;
  /** The baseline's usual share of *hits*, between 0 and 1. */
  readonly expected?: number;
  /** On the share of hits, between 0 and 1. */
  readonly limit?: Limit;
}

export interface RateGuardrail extends Guarded<'rate', { readonly relative: number }> {
  readonly worse: Worse;
  /** On hits per unit of exposure. */
  readonly limit?: Limit;
}

export interface MeanGuardrail extends Guarded<
  'mean',
  { readonly relative: number; readonly absolute: number }
> {
  readonly worse: Worse;
  /** For people to read. */
  readonly unit?: string;
  /** Values outside are clipped when they are recorded. */
  readonly range?: Range;
  /** In place of a range: the stated risk is only approached as values accumulate, and people have accepted that. */
  readonly asymptotic?: true;
  readonly limit?: Limit;
}

export interface HistogramGuardrail extends Guarded<'histogram', { readonly relative: number }> {
  readonly worse: Worse;
  /** For people to read; the default edges of a duration go by it. */
  readonly unit?: string;
  /** Where single values are binned, with every limit among them. */
  readonly edges: readonly number[];
  /** Each on a quantile. */
  readonly limits?: readonly QuantileLimit[];
}

/** Every direction is worse. */
export type CategoriesGuardrail = Guarded<'categories', { readonly shift: number }>;

/** An absolute bound on the canary alone, in the metric's unit. */
export interface Limit {
  /** The greatest acceptable value, or the least where lower is worse. */
  readonly bound: number;
  /** The literal rule in place of the statistic: it has no stated risk. */
  readonly sustained?: Sustained;
}

export interface QuantileLimit extends Limit {
  /** Between 0 and 1: .99 for the p99. */
  readonly quantile: number;
}

/** How long, in milliseconds, or in how many of the last ticks the limit has to be passed. */
export type Sustained = {
  /** Where it comes to rest again, on the good side of the limit. */
  readonly clear?: number;
  /** Ticks with fewer outcomes (of a rate: with less exposure) say nothing. */
  readonly minCount?: number;
} & ({ readonly for: number } | { readonly of: readonly [bad: number, last: number] });

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
  /** How long a tick waits for outcomes after its end, such as labels that come later. */
  readonly lateness: number;
  readonly guardrails: readonly Guardrail[];
  /** `falseRollback`: the chance that a version within tolerance is ever rolled back, over all attempts. */
  readonly risk: { readonly falseRollback: number };
  readonly hysteresis: Hysteresis;
}
