/** A scenario file: what traffic comes, which policy fits it, and what a good policy does. Durations are milliseconds. */
export type Scenario = SyntheticScenario | ShadowScenario;

interface Described {
  readonly title: string;
  readonly expect: Expectation;
  /** A file of `simulator/policies`. */
  readonly policy: string;
}

/** What a good policy does; `none`: it never rolls back, whatever else. */
export interface Expectation {
  readonly decision: 'rollback' | 'promote' | 'hold' | 'none';
  /** How long that may take: a rollback from the fault on, a hold from the first change on, a promotion from the start on. */
  readonly within?: number;
}

/** Requests with what both versions did with them, as it was recorded. */
export interface ShadowScenario extends Described {
  /** A shadow log of `simulator/data`. */
  readonly shadow: string;
}

/** Requests whose outcomes are drawn from a seed. */
export interface SyntheticScenario extends Described {
  /** When the first request comes, epoch milliseconds. */
  readonly start: number;
  readonly length: number;
  readonly requests: {
    /** In a millisecond. */
    readonly rate: number;
    readonly day?: Day;
  };
  /** Who sends them, where a flag can assign users and not only each request; absent: each comes from another user. */
  readonly users?: { readonly count: number };
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly changes: readonly Change[];
}

/** What comes and goes with the hour, as a cosine: the usual value times 1 + swing at the peak, 1 - swing half a day later. */
export interface Day {
  /** From 0 to 1. */
  readonly swing: number;
  /** The time of the day, in UTC. */
  readonly peak: number;
}

/** What both versions do, but for the changes. */
export type Metric = { readonly lateness: number } & (
  | ({
      readonly type: 'proportion';
      /** Of the requests that hit. */
      readonly share: number;
    } & Varying)
  | ({
      readonly type: 'rate';
      /** Per unit of exposure. */
      readonly hits: number;
      /** Of each request. */
      readonly exposure: number;
    } & Varying)
  | ({
      readonly type: 'mean';
      /** The share of the requests whose value is 0. */
      readonly zeros: number;
      /** Of the other values, which are lognormal. */
      readonly mean: number;
      readonly deviation: number;
    } & Varying)
  | ({
      readonly type: 'histogram';
      /** Of values that are lognormal. */
      readonly median: number;
      readonly p99: number;
    } & Varying)
  | {
      readonly type: 'categories';
      /** By label; they sum to 1. */
      readonly shares: Readonly<Record<string, number>>;
    }
);

interface Varying {
  /** The direction that is bad for the service; a guardrail of another name has the metric only if it agrees. */
  readonly worse: 'higher' | 'lower';
  readonly day?: Day;
}

/** Something that becomes different for a version or for both. */
export interface Change {
  /**
   * A metric; `requests`, how many come; or `outcomes`, the share of the requests of which anything is heard: below 1 the
   * sample ratio is not what was intended, and with 0 there is silence.
   */
  readonly what: string;
  readonly arm: 'canary' | 'baseline' | 'both';
  readonly how: How;
  /** The share of the requests that it concerns, such as those of one pod. */
  readonly of: number;
  /** When it begins, from the start. */
  readonly at: Span;
  /** How long it grows until it is complete; 0: at once. */
  readonly over: number;
  /** How long it lasts, from its begin; absent: to the end. */
  readonly for?: Span;
  /** It comes again, so long after it began; absent: once. */
  readonly every?: Span;
  /** With it the canary becomes worse than a good policy tolerates. */
  readonly fault: boolean;
}

/** From, to: drawn anew for each seed, and each time. */
export type Span = readonly [shortest: number, longest: number];

/** `value` is that of the metric: a share, hits, the mean of the values that are not 0, a median. */
export type How =
  | { readonly by: 'times'; readonly factor: number }
  | { readonly by: 'plus'; readonly amount: number }
  | { readonly by: 'becomes'; readonly value: number }
  | { readonly by: 'shares'; readonly shares: Readonly<Record<string, number>> };
