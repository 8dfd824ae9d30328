import type { Pair, Sample } from '@lastgood/triggers';

/** Samples of one stretch of time; undefined where nothing was observed. */
type Samples = Pair<Sample | undefined>;

/** The number by which a guardrail is followed on a chart. */
export interface Measure {
  /** What it is, for a title: "share of misses", "p99". */
  readonly name: string;
  readonly unit?: string;
  /** What each version came to; NaN where that cannot be said, and for a baseline that has none. */
  readonly of: (samples: Samples) => Pair<number>;
  /** The last acceptable number beside this one of the baseline; absent: the two are not compared. */
  readonly acceptable?: (baseline: number) => number;
  /** The last acceptable number, whatever the baseline does. */
  readonly limit?: number;
  /** Whether the baseline has a number of its own to be shown. */
  readonly paired: boolean;
  /** The axis begins at zero, where nothing is bad. */
  readonly fromZero: boolean;
  /** Words a measured number, all with as many digits; `-` for none. */
  readonly format: (value: number) => string;
  /** Words a number that people have set, or of an axis, with only the digits that it needs. */
  readonly round: (value: number) => string;
}
