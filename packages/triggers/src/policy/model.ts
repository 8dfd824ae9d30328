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
  /** How long its outcomes may take after the end of a tick, in milliseconds; absent: as long as the model's. */
  readonly lateness?: number;
  /**
   * How many times as bad the canary's users may be by themselves, once a calibration has shown it: the tolerance has it
   * already. Infinity if nothing can be compared. No policy file has it.
   */
  readonly users?: number;
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
  /**
   * A version that is worse than tolerated by this much or more is clearly worse, and must not be promoted: where bad
   * outcomes are rare, as a part of what is tolerated; where they are common, or the tolerance is absolute, in points of 1.
   */
  readonly harm: { readonly relative: number; readonly absolute: number };
  /** On the share of hits, between 0 and 1. */
  readonly limit?: Limit;
}

export interface RateGuardrail extends Guarded<'rate', { readonly relative: number }> {
  readonly worse: Worse;
  /** Beyond what is tolerated, as a part of it: so much worse is clearly worse. */
  readonly harm: { readonly relative: number };
  /** On hits per unit of exposure. */
  readonly limit?: Limit;
}

export interface MeanGuardrail extends Guarded<
  'mean',
  { readonly relative: number; readonly absolute: number }
> {
  readonly worse: Worse;
  /** For people to read; values with a unit of time are converted to it. */
  readonly unit?: string;
  /** Values outside are clipped when they are recorded. */
  readonly range?: Range;
  /** Beyond what is tolerated, in the metric's unit: so much worse is clearly worse. Only with a range. */
  readonly harm?: { readonly absolute: number };
  /** In place of a range: the stated risk is only approached as values accumulate, and people have accepted that. */
  readonly asymptotic?: true;
  readonly limit?: Limit;
}

export interface HistogramGuardrail extends Guarded<'histogram', { readonly relative: number }> {
  readonly worse: Worse;
  /** For people to read; the default edges of a duration go by it, and values with a unit of time are converted to it. */
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

/** How a canary that stays healthy gets more of the traffic. */
export interface Rollout {
  /**
   * The canary's share of the traffic in each step, rising, above 0 and at most 1, the first below 1. A last step of 1 is the promotion;
   * where it is less, the canary stays there until a person promotes it.
   */
  readonly steps: readonly number[];
  /** How long a step takes at least, in milliseconds. */
  readonly dwell: number;
  /** The old version's share after promotion; 0 leaves limits alone on watch. */
  readonly holdback: number;
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
  /** What the flag's rule hashes: with `user` the same people stay with the canary. */
  readonly randomise: 'request' | 'user';
  /** Only with `user`: how long both groups are served the baseline first, to learn how they differ; 0: not at all. */
  readonly calibrate: number;
  /**
   * `falseRollback`: the chance that a version within tolerance is ever rolled back, over all attempts. `badPromotion`:
   * the chance that a clearly worse version is promoted, in one attempt.
   */
  readonly risk: { readonly falseRollback: number; readonly badPromotion: number };
  readonly hysteresis: Hysteresis;
  readonly rollout: Rollout;
  /** What is done after so long without outcomes of the canary, in milliseconds: a tick or more. */
  readonly silence: { readonly after: number; readonly then: 'hold' | 'rollback' };
}
