import { mean } from 'simple-statistics';
import { expect, test } from 'vitest';

import { errorsIn } from '../../judges/counts.ts';
import { stickyUsers } from '../../streams/sticky-users.ts';

const options = { users: 2000, requests: 2400, share: 0.05, calibration: 3, length: 60_000 };

/** The rate of the canary's group over so many intervals. */
function canaryRate(seed: number, from: number, to: number): number {
  const source = stickyUsers(options)(seed);
  let [bad, count] = [0, 0];
  for (let number = 1; number <= to; number += 1) {
    const [tick] = source(number, 0).ticks;
    if (!tick || number < from) continue;
    const { canary } = errorsIn(tick);
    bad += canary.bad;
    count += canary.count;
  }
  return bad / count;
}

test('the first intervals calibrate, and the canary gets no request in them', () => {
  const source = stickyUsers(options)(1);
  const all = [1, 2, 3, 4, 5].map((number) => source(number, 0));
  expect(all.map(({ ticks }) => ticks[0]?.calibration)).toEqual([
    true,
    true,
    true,
    undefined,
    undefined,
  ]);
  expect(all.map(({ canary }) => canary > 0)).toEqual([false, false, false, true, true]);
  expect(all.every(({ canary, baseline }) => canary + baseline === options.requests)).toBe(true);
});

test('groups differ from each other for good, and are 1 % on average', () => {
  const seeds = Array.from({ length: 40 }, (_, seed) => seed);
  const early = seeds.map((seed) => canaryRate(seed, 1, 100));
  const late = seeds.map((seed) => canaryRate(seed, 101, 200));
  expect(mean(early)).toBeGreaterThan(0.0085);
  expect(mean(early)).toBeLessThan(0.0115);
  // 12,000 requests by themselves have a standard error of .0009: the rest is who the users are.
  const together = seeds.map(
    (_, place) => ((early[place] ?? 0) - 0.01) * ((late[place] ?? 0) - 0.01),
  );
  expect(Math.sqrt(mean(together))).toBeGreaterThan(0.0015);
});
