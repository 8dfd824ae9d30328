import { isRollback, type Decision } from '@lastgood/triggers';

import type { Interval } from '../traffic/source.ts';
import type { RolledBackAt, RolloutResult } from './rollout-result.ts';

const day = 24 * 60 * 60 * 1000;

/** Counts what a rollout comes to, as it goes on. Times are epoch milliseconds. */
export class Tally {
  readonly #fault: number | undefined;
  readonly #rollbacks: RolledBackAt[] = [];
  #promoted: number | null = null;
  #delay: RolloutResult['delay'] = null;
  #falseRollback = false;
  #excessBad = 0;
  #canaryRequests = 0;
  #faultyRequests = 0;
  #transitions = 0;

  /** @param fault when the canary begins to be worse than tolerated; absent if it never does */
  constructor(fault: number | undefined) {
    this.#fault = fault;
  }

  /** An interval in which the canary was in service. */
  served({ requests, excessBad }: Interval, to: number): void {
    this.#excessBad += excessBad;
    this.#canaryRequests += requests.canary;
    if (this.#fault !== undefined && to > this.#fault) this.#faultyRequests += requests.canary;
  }

  /** What was decided at the end of the interval that was counted last. */
  decided(decision: Decision): void {
    const { action, time, tick } = decision;
    // A release changes nothing that is served by itself: what follows from it does.
    if (action !== 'release') this.#transitions += 1;
    if (action === 'promote') this.#promoted ??= time;
    if (!isRollback(decision)) return;
    this.#rollbacks.push({ time, tick });
    if (this.#fault === undefined || time <= this.#fault) this.#falseRollback = true;
    else this.#delay ??= { time: time - this.#fault, requests: this.#faultyRequests };
  }

  /** @param length of the rollout, in milliseconds */
  result(seed: number, length: number): RolloutResult {
    return {
      seed,
      rollbacks: this.#rollbacks,
      promoted: this.#promoted,
      fault: this.#fault ?? null,
      delay: this.#delay,
      falseRollback: this.#falseRollback,
      excessBad: this.#excessBad,
      canaryRequests: this.#canaryRequests,
      faultyRequests: this.#faultyRequests,
      transitions: this.#transitions,
      days: length / day,
    };
  }
}
