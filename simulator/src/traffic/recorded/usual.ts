import { LastgoodError, type Guardrail, type Sample } from '@lastgood/triggers';

import { worsened } from '../worsened.ts';
import type { Worsened } from '../worsened/worsened-by.ts';

/** An injected fault is so many times the harm of its guardrail. */
const injectedTimes = 2;

/** What the baseline's outcomes come to over a whole recording. */
export class Usual {
  readonly #guardrails: readonly Guardrail[];
  /** By guardrail; undefined: never observed. */
  readonly samples: readonly (Sample | undefined)[];

  constructor(guardrails: readonly Guardrail[], samples: readonly (Sample | undefined)[]) {
    this.#guardrails = guardrails;
    this.samples = samples;
  }

  /** @throws LastgoodError where the metric was never observed, or nothing is worse than tolerated */
  worsened(metric: number, times: number): Worsened {
    const guardrail = this.#guardrails[metric];
    const sample = this.samples[metric];
    if (guardrail && sample) return worsened(guardrail, times, sample);
    throw new LastgoodError(
      'fault-impossible',
      `${guardrail?.name}: this is never observed for the baseline, so nothing can be made worse`,
    );
  }

  /** What an injected fault does to the first guardrail that was observed. */
  injected(): { readonly metric: number; readonly worsened: Worsened } {
    const metric = this.samples.findIndex((sample) => sample !== undefined);
    return { metric, worsened: this.worsened(metric, injectedTimes) };
  }
}
