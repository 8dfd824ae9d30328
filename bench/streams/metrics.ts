import { Random } from '@lastgood/simulator';
import type { Tick, VersionSamples } from '@lastgood/triggers';

import { type Stream, tickOf } from './stream.ts';

/** What a version does with so many requests; `isCanary` where it may be worse, up to what is tolerated. */
export type Metrics = (random: Random, requests: number, isCanary: boolean) => VersionSamples;

/** 20 requests of the canary and 380 of the baseline in each interval of ten seconds. */
export function metrics(samples: Metrics): Stream {
  return (seed) => {
    const random = new Random(seed);
    const [canary, baseline] = [20, 380];
    return (number) => ({
      canary,
      baseline,
      ticks: [
        tickOf(number, 10_000, samples(random, canary, true), samples(random, baseline, false)),
      ],
    });
  };
}

/**
 * Errors that are known at once and labels that come a day later, of the same requests, ten minutes an interval. What
 * fails is labelled bad more often, so that the two groups of guardrails depend on each other.
 */
export const laggingLabels: Stream = (seed) => {
  const random = new Random(seed);
  const length = 600_000;
  const day = 24 * 6;
  const [canary, baseline] = [20, 380];
  const waiting: Tick[] = [];
  const arm = (requests: number) => {
    const failed = random.binomial(requests, 0.02);
    const bad = random.binomial(failed, 0.8) + random.binomial(requests - failed, 0.1);
    return {
      errors: { errors: { count: requests, hits: failed } },
      labels: { labels: { count: requests, hits: bad } },
    };
  };
  return (number) => {
    const arms = { canary: arm(canary), baseline: arm(baseline) };
    const early = tickOf(number, length, arms.canary.errors, arms.baseline.errors);
    const late = tickOf(number, length, arms.canary.labels, arms.baseline.labels);
    waiting.push({ ...late, lateness: day * length });
    const known = waiting.length > day ? waiting.shift() : undefined;
    return { canary, baseline, ticks: known ? [early, known] : [early] };
  };
};
