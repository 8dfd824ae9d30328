import type { Case } from '../../rollouts/evaluation.ts';

/** Traffic to try a policy on, and what people should know of it, in sentences. */
export interface Cases {
  readonly cases: readonly Case[];
  readonly remarks: readonly string[];
}
