import { normal, type Random } from '@lastgood/simulator';

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

/**
 * The users are split once and for all, and differ: the rate at which their requests fail has a gamma distribution of
 * shape 1/2 and mean 1 %, their activity is lognormal (sigma 1). Both versions are equally good.
 *
 * Each request comes from a user drawn by activity, so that given the users the requests of a group are independent,
 * and fail at the mean rate of its users, weighted by activity.
 */
export function stickyUsers({ users, requests, share, calibration, length }: StickyUsers): Stream {
  const stream = errors((random): Course => {
    const groups = drawGroups(random, users, share);
    const rates = { canaryRate: groups.canary.rate, baselineRate: groups.baseline.rate };
    const canaryShare =
      groups.canary.activity / (groups.canary.activity + groups.baseline.activity);
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

interface Group {
  readonly activity: number;
  readonly rate: number;
}

function drawGroups(
  random: Random,
  users: number,
  share: number,
): { readonly canary: Group; readonly baseline: Group } {
  const canary = { activity: 0, failing: 0 };
  const baseline = { activity: 0, failing: 0 };
  for (let user = 0; user < users; user += 1) {
    const group = random.uniform() < share ? canary : baseline;
    const activity = Math.exp(normal(random));
    group.activity += activity;
    // The square of a normal number is gamma distributed, with shape 1/2 and mean 1.
    group.failing += activity * Math.min(1, 0.01 * normal(random) ** 2);
  }
  const rated = ({ activity, failing }: typeof canary): Group => ({
    activity,
    rate: activity > 0 ? failing / activity : 0,
  });
  return { canary: rated(canary), baseline: rated(baseline) };
}
