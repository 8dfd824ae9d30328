import type { ModelPolicy } from '../../../policy/model.ts';
import { conditionsOf } from './conditions.ts';
import { coverageOf } from './coverage.ts';
import { promisesOf } from './promises.ts';
import { warningsOf } from './warnings.ts';

/** What a policy promises, and what it does not: one sentence each. */
export interface Guarantee {
  /** Why no risk is promised, where none is: it goes before all else. */
  readonly withheld?: string;
  readonly promises: readonly string[];
  /** What has to be so for the promises to hold; nothing in the counts would show that it is not. */
  readonly conditions: readonly string[];
  /** Where the promise does not reach, or is weaker than it looks. */
  readonly warnings: readonly string[];
}

/** Says in words, with numbers, what a policy promises. */
export function guaranteeOf(policy: ModelPolicy): Guarantee {
  const coverage = coverageOf(policy);
  return {
    ...(coverage.withheld !== undefined && { withheld: coverage.withheld }),
    promises: promisesOf(policy, coverage),
    conditions: conditionsOf(policy, coverage),
    warnings: warningsOf(policy, coverage),
  };
}
