import { Random } from '@lastgood/simulator';

import { tickOf, type Stream } from './stream.ts';

/** How many requests each version gets in an interval, and how often they fail. */
export interface Conditions {
  readonly canary: number;
  readonly baseline: number;
  readonly canaryRate: number;
  readonly baselineRate: number;
}

/** The conditions of one interval after the other; the second argument is the share that whoever judges decided. */
export type Course = (number: number, share: number) => Conditions;

/**
 * Errors of independent requests.
 *
 * @param course of a rollout, with the randomness that it may need for itself
 * @param length of a tick, in milliseconds
 */
export function errors(course: (random: Random) => Course, length = 10_000): Stream {
  return (seed) => {
    const random = new Random(seed);
    const conditions = course(random);
    return (number, share) => {
      const { canary, baseline, canaryRate, baselineRate } = conditions(number, share);
      const sample = (count: number, rate: number) => ({
        errors: { count, hits: random.binomial(count, rate) },
      });
      const tick = tickOf(
        number,
        length,
        sample(canary, canaryRate),
        sample(baseline, baselineRate),
      );
      return { canary, baseline, ticks: [tick] };
    };
  };
}

/** Requests that are assigned to the versions one by one, so that the split is random as well. */
export function splitAtRandom(
  random: Random,
  requests: number,
  share: number,
): Pick<Conditions, 'canary' | 'baseline'> {
  const canary = random.binomial(requests, share);
  return { canary, baseline: requests - canary };
}
