import { LastgoodError, type Guardrail, type Sample } from '@lastgood/triggers';

import type { Random } from '../../random/random.ts';

/** Makes what one version did worse, in one metric. Methods, so that each can be one of its own type. */
export interface Worsened<Of extends Sample = Sample> {
  /**
   * How large a part of the requests comes out worse than usual, in expectation; of a rate, how many more bad events there
   * are per unit of exposure.
   */
  readonly excess: number;
  /** The outcomes of some requests, worse. */
  sample(sample: Of, random: Random): Of;
  /**
   * The outcome of one request, worse: what `sample` does to outcomes, done to each.
   *
   * @param value as it is recorded
   * @param uniform from 0 to 1, 1 excluded, drawn for this request alone
   */
  value(value: unknown, uniform: number): unknown;
}

/** The error of a guardrail that tolerates everything. */
export function impossible({ name }: Guardrail, usual: string): LastgoodError {
  return new LastgoodError(
    'fault-impossible',
    `${name}: nothing is worse than what is tolerated, ${usual}`,
  );
}
