import type { ModelPolicy, Pair } from '@lastgood/triggers';

import { Random } from '../../random/random.ts';
import { streamOf } from '../../random/streams.ts';
import type { SyntheticScenario } from '../../scenarios/scenario.ts';
import { Users } from '../users.ts';

/** The stream of the seed that users are drawn from. */
const stream = 4;

/** How requests are parted between the versions, and what that does to their outcomes. */
export interface Groups {
  /** The canary's part of the requests, from 0 to 1. */
  readonly share: number;
  /** How many times as often as on the average of all requests those of each group come out bad. */
  readonly bad: Pair<number>;
}

/** Of requests that are each assigned by themselves. */
export const alike: Pair<number> = { canary: 1, baseline: 1 };

/** Whether the flag splits the users of a scenario, and not each of its requests by itself. */
export function splitsUsers({ users }: SyntheticScenario, { randomise }: ModelPolicy): boolean {
  return users !== undefined && randomise === 'user';
}

/** Gives the groups for the canary's share, as they are in one rollout. */
export function groupsOf(
  scenario: SyntheticScenario,
  policy: ModelPolicy,
  seed: number,
): (share: number) => Groups {
  if (!scenario.users || !splitsUsers(scenario, policy)) return (share) => ({ share, bad: alike });
  const users = new Users(new Random(streamOf(seed, stream)), scenario.users.count);
  const { activity: all, bad: usual } = users.groups(1).canary;
  let last: { readonly asked: number; readonly groups: Groups } | undefined;
  return (asked) => {
    if (last?.asked === asked) return last.groups;
    const { canary, baseline } = users.groups(asked);
    const relative = ({ activity, bad }: typeof canary): number => (activity > 0 ? bad / usual : 1);
    const bad = { canary: relative(canary), baseline: relative(baseline) };
    const groups = { share: canary.activity / all, bad };
    last = { asked, groups };
    return groups;
  };
}
