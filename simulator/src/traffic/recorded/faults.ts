import type { Guardrail, Sample } from '@lastgood/triggers';

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
  readonly #guardrails: readonly Guardrail[];
  readonly #random: Random;
  readonly #faults: Fault[] = [];
  #injected = false;

  constructor(guardrails: readonly Guardrail[], random: Random) {
    this.#guardrails = guardrails;
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

  /** How many more of the canary's requests came out worse by that in a guardrail; of a rate, how many more events. */
  excess(metric: number, requests: number, sample: Sample | undefined, from: number): number {
    const exposure = sample && 'exposure' in sample ? sample.exposure : 0;
    const amount = this.#guardrails[metric]?.type === 'rate' ? exposure : requests;
    let excess = 0;
    for (const fault of this.#faults) {
      if (fault.metric !== metric || fault.from > from) continue;
      excess += fault.worsened.excess * amount;
    }
    return excess;
  }
}
