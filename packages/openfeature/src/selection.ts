import type { ModelDecision } from './decision.ts';
import type { Outcomes } from './outcomes.ts';

/** A decision, and the way to report how it went. */
export interface ModelSelection extends ModelDecision {
  /**
   * Attributes outcomes to this decision, whatever the flag says by then. Metrics may come one by one and late;
   * each counts once. Never throws: what cannot be used is logged, and counted by the hook's `refused()`.
   */
  readonly record: (outcomes: Outcomes) => void;
}

/** The hint by which `selectModel` asks the hook for the selection of its own evaluation. */
export const questionHint = '@lastgood/openfeature/question';

/** What `selectModel` asks, with room for the hook's answer. */
export class SelectionQuestion {
  readonly defaultVersion: string;
  answer: ModelSelection | undefined;

  constructor(defaultVersion: string) {
    this.defaultVersion = defaultVersion;
  }
}
