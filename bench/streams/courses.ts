import type { Random } from '@lastgood/simulator';

import { type Conditions, type Course, splitAtRandom } from './proportions.ts';

type Begin = (random: Random) => Course;

/** The same in every interval. */
export function constant(conditions: Conditions): Begin {
  return () => () => conditions;
}

/** The canary is as good as the baseline until it fails, with interval `faultTick`. */
export function lateFault(conditions: Conditions, faultTick: number): Begin {
  const healthy = { ...conditions, canaryRate: conditions.baselineRate };
  return () => (number) => (number < faultTick ? healthy : conditions);
}

/** A healthy canary, whose rate and the baseline's are `rateOf` the interval. */
function healthy(random: Random, requests: number, share: number, rate: number): Conditions {
  return { ...splitAtRandom(random, requests, share), canaryRate: rate, baselineRate: rate };
}

/** Each request is assigned anew, so that the sizes of both arms vary. */
export function randomSplit(requests: number, share: number, rate: number): Begin {
  return (random) => () => healthy(random, requests, share, rate);
}

/** Volume and rate of a day of `period` intervals, as factors of their means. */
export function dayCycle(number: number, period: number): { volume: number; rate: number } {
  const angle = (2 * Math.PI * number) / period;
  return { volume: 1 + 0.6 * Math.sin(angle), rate: 1 + 0.5 * Math.sin(angle + 1) };
}

/** Traffic that comes and goes with the day, and errors that do so at another hour. */
export function daily(requests: number, share: number, rate: number, period: number): Begin {
  return (random) => (number) => {
    const day = dayCycle(number, period);
    return healthy(random, Math.round(requests * day.volume), share, rate * day.rate);
  };
}

/** Outages of something that both versions need: one in 200 intervals begins one, of 10 intervals on average. */
export function outages(requests: number, share: number, rate: number): Begin {
  return (random) => {
    let out = false;
    return () => {
      out = random.uniform() < (out ? 0.9 : 0.005);
      return healthy(random, requests, share, out ? 0.3 : rate);
    };
  };
}

/** The canary's weight rises from 5 to 50 %, and the rate of both versions from .5 to 2 %, over `length` intervals. */
export function risingWeight(requests: number, length: number): Begin {
  return (random) => (number) => {
    const passed = Math.min(1, number / length);
    return healthy(random, requests, 0.05 + 0.45 * passed, 0.005 + 0.015 * passed);
  };
}
