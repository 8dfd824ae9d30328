import type { Guardrail, Pair, Sample } from '@lastgood/triggers';

import { RunningSums } from './running-sums.ts';

/** What a guardrail has seen of both versions, ready to be summed up over any stretch of ticks. */
export class GuardrailHistory implements Pair<RunningSums> {
  readonly canary: RunningSums;
  readonly baseline: RunningSums;

  constructor({ type }: Guardrail) {
    this.canary = new RunningSums(type);
    this.baseline = new RunningSums(type);
  }

  /** Ticks up to the last one in which anything was observed: labels may be late. */
  get length(): number {
    return Math.max(this.canary.length, this.baseline.length);
  }

  /** Takes in what was observed in a tick, whenever that comes to be known. */
  see(tick: number, { canary, baseline }: Pair<Sample | undefined>): void {
    if (canary) this.canary.set(tick, canary);
    if (baseline) this.baseline.set(tick, baseline);
  }
}

/**
 * What charts show of the ticks of a run so far; ticks are counted from 0. It is kept in columns of numbers: a month of
 * ticks has no objects through which the garbage collector would have to go while keys wait.
 */
export class RunHistory {
  /** In the policy's order; only of requests that were assigned at random. */
  readonly guardrails: readonly GuardrailHistory[];
  readonly #weights: number[] = [];
  readonly #evidence: number[] = [];
  readonly #own: (number | undefined)[] = [];

  constructor(guardrails: readonly Guardrail[]) {
    this.guardrails = guardrails.map((guardrail) => new GuardrailHistory(guardrail));
  }

  /** How many ticks there are. */
  get length(): number {
    return this.#weights.length;
  }

  /** The canary's share of the requests in each tick, from 0 to 1. */
  get weights(): readonly number[] {
    return this.#weights;
  }

  /** ln e-value at the end of each tick; NaN while nothing is on trial or no block is complete. */
  get evidence(): readonly number[] {
    return this.#evidence;
  }

  /** The same of each guardrail by itself, in the policy's order: the last that it had, if any. */
  get own(): readonly (number | undefined)[] {
    return this.#own;
  }

  /** One tick more, in which the canary gets this share of the requests. */
  begin(weight: number): void {
    this.#weights.push(weight);
    this.#evidence.push(NaN);
  }

  /** Takes in what each guardrail observed in a tick; late outcomes stand with the tick of their requests. */
  see(tick: number, samples: readonly Pair<Sample | undefined>[]): void {
    // What belongs to no tick of the run has no place on a chart.
    if (tick < 0 || tick >= this.length) return;
    for (const [place, history] of this.guardrails.entries()) {
      const observed = samples[place];
      if (observed) history.see(tick, observed);
    }
  }

  /** The evidence at the end of the last tick, of all together and of each guardrail. */
  end(evidence: number | undefined, own: readonly (number | undefined)[]): void {
    this.#evidence[this.length - 1] = Number.isFinite(evidence) ? Number(evidence) : NaN;
    for (const [place, value] of own.entries()) this.#own[place] = value ?? this.#own[place];
  }
}
