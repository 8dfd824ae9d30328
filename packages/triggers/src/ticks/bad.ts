import type { ProportionSample } from './samples/proportion.ts';

/** How many outcomes there were in one arm, and how many of them were bad. */
export interface BadCount {
  readonly count: number;
  readonly bad: number;
}

/** No outcome at all. */
export const nothing: BadCount = { count: 0, bad: 0 };

/** Which direction of a metric is worse: with `lower`, the misses are bad. */
export type Worse = 'higher' | 'lower';

/** Counts the worse direction of a sample. */
export function badCount(sample: ProportionSample, worse: Worse): BadCount {
  return {
    count: sample.count,
    bad: worse === 'higher' ? sample.hits : sample.count - sample.hits,
  };
}

export function addBadCounts(left: BadCount, right: BadCount): BadCount {
  return { count: left.count + right.count, bad: left.bad + right.bad };
}
