import type { Spending } from '../evidence/spending.ts';
import type { SampleRatioState } from '../evidence/sample-ratio.ts';
import type { Pair } from '../ticks/tick.ts';
import type { CalibrationOutcomes } from './calibration.ts';
import type { TrialState } from './trial.ts';

/** Why the weight is frozen. */
export type HoldCause = 'evidence' | 'sample-ratio' | 'silence' | 'person';

/** Where a canary stands in its rollout. Times are epoch milliseconds. */
export interface Step {
  /** The place in the policy's steps. */
  readonly index: number;
  readonly since: number;
  /** Since when all that has no promotion test has been below the release line. */
  readonly calmSince: number;
  /** Whether a block of this step with outcomes of the canary has been judged: dwelling without any is not enough. */
  readonly judged: boolean;
}

/** The units that were given each version, against the intended weights. */
export interface SampleRatio {
  readonly stratum: SampleRatioState;
  readonly spending: Spending;
}

/** A version that serves requests, and what is known about it. Times are epoch milliseconds. */
export interface Serving {
  /** Which trial of the version this is, 1 for the first. */
  readonly attempt: number;
  /** When the attempt began; null until the first tick. Ticks from before do not count for it. */
  readonly since: number | null;
  /** Empty where the weight is free. */
  readonly held: readonly HoldCause[];
  /** A person has released what the evidence holds; that lasts until the evidence is below the release line. */
  readonly waived: boolean;
  /** The end of the last tick with outcomes of each arm. */
  readonly heard: Pair<number>;
  readonly sourceDown: boolean;
  readonly ratio: SampleRatio;
  readonly step: Step;
  readonly trial: TrialState;
}

/** Where a version stands. Plain JSON: save it, load it, and the run goes on bit for bit. */
export type DecisionState = {
  /** Ticks consumed so far; of those that come in parts, by lateness, the first part counts. */
  readonly ticks: number;
  /** What both groups did while both were served the baseline, where the policy calibrates. */
  readonly calibration?: CalibrationOutcomes;
} &
  /** Both groups are served the baseline; `since` is null until the first tick. */
  (
    | { readonly phase: 'calibration'; readonly since: number | null }
    | ({ readonly phase: 'trial' } & Serving)
    /** Promoted; the old version keeps its holdback. */
    | ({ readonly phase: 'watch' } & Serving)
    /** Rolled back; tried again at `until`, epoch milliseconds. */
    | { readonly phase: 'cooldown'; readonly attempt: number; readonly until: number }
    /** Rolled back as often as allowed, or by a person: only a person brings it back. */
    | { readonly phase: 'quarantined' }
  );

export type InPhase<Phase extends DecisionState['phase']> = Extract<
  DecisionState,
  { phase: Phase }
>;
