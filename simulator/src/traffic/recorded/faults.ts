import type { Sample } from '@lastgood/triggers';

import type { Random } from '../../random/random.ts';
import type { Worsened } from '../worsened/worsened-by.ts';
import type { Usual } from './usual.ts';

/** Something that makes a canary worse in one guardrail, and from when on, epoch milliseconds. */
interface Fault {
  readonly metric: number;
  readonly from: number;
  readonly worsened: Worsened;
}

/** What is wrong with a canary, as far as that is not recorded. */
export class Faults {
  readonly #random: Random;
  readonly #faults: Fault[] = [];
  #injected = false;

  constructor(random: Random) {
    this.#random = random;
  }

  add(fault: Fault): void {
    this.#faults.push(fault);
  }

  /** Whoever asks for a fault twice gets it once. */
  inject(usual: Usual, from: number): void {
    if (this.#injected) return;
    this.#injected = true;
    this.add({ from, ...usual.injected() });
  }

  /** Whether anything is wrong in an interval that begins at this time. */
  any(from: number): boolean {
    return this.#faults.some((fault) => fault.from <= from);
  }

  /** The canary's sample of a guardrail, worse if anything is wrong. */
  worsen(metric: number, sample: Sample, from: number): Sample {
    let worse = sample;
    for (const fault of this.#faults) {
      if (fault.metric !== metric || fault.from > from) continue;
      worse = fault.worsened.sample(worse, this.#random);
    }
    return worse;
  }

  /**
   * How many of the canary's requests come out worse, with what was recorded.
   *
   * @param recorded how many do anyhow, in the guardrail `metric`
   * @param samples of the canary, by guardrail
   */
  excess(
    recorded: number,
    metric: number,
    requests: number,
    samples: readonly (Sample | undefined)[],
    from: number,
  ): number {
    const excess = new Map([[metric, recorded]]);
    for (const fault of this.#faults) {
      const sample = samples[fault.metric];
      if (fault.from > from || !sample) continue;
      const amount = 'exposure' in sample ? sample.exposure : requests;
      const before = excess.get(fault.metric) ?? 0;
      excess.set(fault.metric, before + fault.worsened.excess * amount);
    }
    return Math.max(...excess.values());
  }
}
