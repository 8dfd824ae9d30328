import type { Sample } from '@lastgood/triggers';

import { sampleIn, type Column } from './column.ts';

/** The requests of an interval, parted between the versions, in their order. */
export class Arms {
  readonly #canary: Uint32Array;
  readonly #baseline: Uint32Array;
  #canaryCount = 0;
  #baselineCount = 0;

  /** @param most how many requests there are at most */
  constructor(most: number) {
    this.#canary = new Uint32Array(most);
    this.#baseline = new Uint32Array(most);
  }

  clear(): void {
    this.#canaryCount = 0;
    this.#baselineCount = 0;
  }

  /** @param row the place of a request */
  add(row: number, isCanary: boolean): void {
    if (isCanary) this.#canary[this.#canaryCount++] = row;
    else this.#baseline[this.#baselineCount++] = row;
  }

  get requests(): { readonly canary: number; readonly baseline: number } {
    return { canary: this.#canaryCount, baseline: this.#baselineCount };
  }

  /** What the canary's requests come to in a column, whoever it tells of; undefined: not observed. */
  canary(column: Column): Sample | undefined {
    return sampleIn(column, this.#canary, this.#canaryCount);
  }

  baseline(column: Column): Sample | undefined {
    return sampleIn(column, this.#baseline, this.#baselineCount);
  }
}
