import { isCount, isObject, notACount, notASample } from './checks.ts';

/** Outcomes of one kind of request: how many there were, and how many of them hit. */
export interface ProportionSample {
  readonly count: number;
  readonly hits: number;
}

/** Reads a recorded proportion. If it is impossible, returns what is wrong with it, to follow the metric's name. */
export function readProportion(recorded: unknown): ProportionSample | string {
  if (!isObject(recorded)) return notASample(recorded, 'a count and hits');
  const { count, hits } = recorded;
  if (!isCount(count)) return notACount('count', count);
  if (!isCount(hits)) return notACount('hits', hits);
  if (hits > count) return `has ${hits} hits out of a count of ${count}`;
  return { count, hits };
}

export function addProportions(left: ProportionSample, right: ProportionSample): ProportionSample {
  return { count: left.count + right.count, hits: left.hits + right.hits };
}
