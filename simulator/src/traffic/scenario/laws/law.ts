import type { Sample } from '@lastgood/triggers';

import type { Random } from '../../../random/random.ts';
import type { Applied } from './applied.ts';

/** What one version's outcomes of a metric are drawn from, for as long as nothing changes. */
export interface Law {
  /** What so many requests come to. */
  sample(random: Random, requests: number): Sample;
  /** What a million requests come to, in expectation. */
  readonly usual: Sample;
  /**
   * The outcome of one request, as it is recorded: where two laws are the same, so is what they make of the same luck.
   *
   * @param luck so many numbers from 0 to 1, 1 excluded, as the metric takes
   */
  value(luck: readonly number[]): unknown;
}

/** All that a metric can be while a scenario changes it. Methods, so that each can be one of its own type. */
export interface Laws<Of extends Law = Law> {
  /** How many numbers decide about the outcome of a request. */
  readonly lucks: number;
  /**
   * @param day what the hour multiplies the metric by
   * @param changes that are in force
   * @param bad how many times as many of the requests come out bad, by whose they are; 1 where a law does not go by it
   */
  law(day: number, changes: readonly Applied[], bad: number): Of;
  /**
   * The part of the canary's requests that come out worse than with the baseline: the largest that any bound between good
   * and bad outcomes shows. Of a rate, how many more bad events there are for each request. Below zero: better.
   */
  excess(canary: Of, baseline: Of): number;
}

/** How many requests are usual. */
export const usualRequests = 1e6;
