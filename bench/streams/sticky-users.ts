import { Users } from '@lastgood/simulator';

import { type Course, errors, splitAtRandom } from './proportions.ts';
import type { Stream } from './stream.ts';

interface StickyUsers {
  readonly users: number;
  /** Requests of an interval, and how likely a user belongs to the canary's group. */
  readonly requests: number;
  readonly share: number;
  /** In how many intervals, the first ones, both groups are served the baseline. */
  readonly calibration: number;
  /** Of a tick, in milliseconds. */
  readonly length: number;
}

/** How often requests usually fail. */
const usual = 0.01;

/** The users are split once and for all, and differ as those of a scenario do. Both versions are equally good. */
export function stickyUsers({ users, requests, share, calibration, length }: StickyUsers): Stream {
  const stream = errors((random): Course => {
    const { canary, baseline } = new Users(random, users).groups(share);
    const rates = { canaryRate: usual * canary.bad, baselineRate: usual * baseline.bad };
    const canaryShare = canary.activity / (canary.activity + baseline.activity);
    return () => ({ ...splitAtRandom(random, requests, canaryShare), ...rates });
  }, length);
  return (seed) => {
    const source = stream(seed);
    return (number, decided) => {
      const interval = source(number, decided);
      if (number > calibration) return interval;
      const { canary, baseline, ticks } = interval;
      return {
        canary: 0,
        baseline: canary + baseline,
        ticks: ticks.map((tick) => ({ ...tick, calibration: true })),
      };
    };
  };
}
