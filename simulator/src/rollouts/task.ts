import type { ModelPolicy } from '@lastgood/triggers';

import type { SourceName, SourceOptions } from '../traffic/source-name.ts';

/** What is done with each seed of each case. */
export type Work = 'rollout' | 'comparison';

/** Some of the work, for a thread. */
export interface RolloutTask {
  readonly work: Work;
  readonly policy: ModelPolicy;
  readonly cases: readonly { readonly source: SourceName; readonly options: SourceOptions }[];
  /** The first seed of each case. */
  readonly seed: number;
  /**
   * Which of it, counted through all cases with the first seed, then with the second: so whatever part is done is much the
   * same part of each case.
   */
  readonly from: number;
  readonly to: number;
}

export interface RolloutAnswer {
  /** What each came to, in order: whatever the work makes. */
  readonly results: readonly unknown[];
  /** How long it took. */
  readonly milliseconds: number;
}
