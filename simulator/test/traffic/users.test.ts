import { mean, standardDeviation } from 'simple-statistics';
import { expect, test } from 'vitest';

import { Random } from '../../src/random/random.ts';
import { Users } from '../../src/traffic/users.ts';

const seeds = Array.from({ length: 100 }, (_, seed) => seed);
const usersOf = (seed: number): Users => new Users(new Random(seed), 2000);

test('the groups have as much of the activity and of what is bad as there is, at any share', () => {
  const users = usersOf(1);
  const all = users.groups(1).canary;
  expect(users.groups(1).baseline).toEqual({ activity: 0, bad: 0 });
  for (const share of [0, 0.05, 0.5, 0.95]) {
    const { canary, baseline } = users.groups(share);
    expect(canary.activity + baseline.activity).toBeCloseTo(all.activity, 6);
    const bad = canary.activity * canary.bad + baseline.activity * baseline.bad;
    expect(bad / all.activity).toBeCloseTo(all.bad, 9);
  }
});

test('whoever is in a group stays in it while the share grows', () => {
  const users = usersOf(2);
  let before = 0;
  for (let percent = 1; percent <= 100; percent += 1) {
    const { activity, bad } = users.groups(percent / 100).canary;
    expect(activity * bad).toBeGreaterThanOrEqual(before);
    before = activity * bad;
  }
});

test('groups are as usual on average, and differ as much as their users make them', () => {
  const bad = seeds.map((seed) => usersOf(seed).groups(0.1).canary.bad);
  expect(Math.abs(mean(bad) - 1)).toBeLessThan(5 * (standardDeviation(bad) / 10));
  // Of 200 users, weighted by lognormal activity: the variance of 2 of the gamma distribution times e / 200.
  const expected = Math.sqrt((2 * Math.E) / 200);
  expect(standardDeviation(bad)).toBeGreaterThan(0.7 * expected);
  expect(standardDeviation(bad)).toBeLessThan(1.3 * expected);
});
