import type { Pair } from '@lastgood/triggers';

import { normal } from '../random/normal.ts';
import type { Random } from '../random/random.ts';

/** Users who are served the same version. */
export interface UserGroup {
  /** How many requests come from them, in any unit. */
  readonly activity: number;
  /** How many times as often as usual their requests come out bad; 0 of a group without users. */
  readonly bad: number;
}

/**
 * Users who differ: their activity is lognormal (sigma 1), and how many times as often as usual their requests come out bad
 * has a gamma distribution of shape 1/2 and mean 1. Each has a place from 0 to 1, as a flag's rule hashes it, and belongs to
 * the canary's group if that is below the canary's share: whoever is in it stays in it while the share grows.
 *
 * Each request comes from a user drawn by activity, so that given the users the requests of a group are independent, and come
 * out bad at the mean rate of its users, weighted by activity.
 */
export class Users {
  readonly #places: Float64Array;
  readonly #activities: Float64Array;
  readonly #bad: Float64Array;

  constructor(random: Random, count: number) {
    this.#places = new Float64Array(count);
    this.#activities = new Float64Array(count);
    this.#bad = new Float64Array(count);
    for (let user = 0; user < count; user += 1) {
      this.#places[user] = random.uniform();
      this.#activities[user] = Math.exp(normal(random));
      // The square of a normal number is gamma distributed, with shape 1/2 and mean 1.
      this.#bad[user] = normal(random) ** 2;
    }
  }

  /** @param share the canary's, from 0 to 1 */
  groups(share: number): Pair<UserGroup> {
    const canary = { activity: 0, bad: 0 };
    const baseline = { activity: 0, bad: 0 };
    for (const [user, activity] of this.#activities.entries()) {
      const group = (this.#places[user] ?? 1) < share ? canary : baseline;
      group.activity += activity;
      group.bad += activity * (this.#bad[user] ?? 0);
    }
    const rated = ({ activity, bad }: UserGroup): UserGroup => ({
      activity,
      bad: activity > 0 ? bad / activity : 0,
    });
    return { canary: rated(canary), baseline: rated(baseline) };
  }
}
