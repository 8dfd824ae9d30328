import type { ModelPolicy } from '@lastgood/triggers';

import type { SourceName, SourceOptions } from '../traffic/source-name.ts';
import type { Figures } from './figures.ts';
import type { RolloutResult } from './rollout-result.ts';

/** Rollouts on one kind of traffic. */
export interface Case {
  readonly name: string;
  readonly source: SourceName;
  readonly options: SourceOptions;
}

/** Rollouts of one policy on some kinds of traffic, each with seeds of its own. */
export interface EvaluationRequest {
  readonly policy: ModelPolicy;
  readonly cases: readonly Case[];
  /** Rollouts of each case: of the first with the seeds `seed`, `seed + 1` and so on, of the others with seeds far from them. */
  readonly runs: number;
  readonly seed: number;
}

/** What the rollouts of an evaluation came to so far, or in the end. */
export interface Evaluation {
  readonly done: number;
  readonly total: number;
  /** Milliseconds until it is done, as far as can be told; absent at the beginning. */
  readonly timeLeft?: number;
  /** All cases together. */
  readonly figures: Figures;
  readonly cases: readonly {
    readonly name: string;
    readonly figures: Figures;
    readonly results: readonly RolloutResult[];
  }[];
}

/** Makes rollouts on all cores. */
export interface Evaluator {
  /**
   * @param onProgress told after each batch, at most four times a second
   * @throws the signal's reason as soon as it is aborted, and LastgoodError for traffic or a policy that do not fit
   */
  evaluate(
    request: EvaluationRequest,
    options?: { readonly signal?: AbortSignal; readonly onProgress?: (so: Evaluation) => void },
  ): Promise<Evaluation>;
  /** Ends its threads. */
  close(): Promise<void>;
}
