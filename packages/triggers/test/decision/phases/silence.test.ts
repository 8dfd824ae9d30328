import { describe, expect, test } from 'vitest';

import type { Input } from '../../../src/decision/input.ts';
import type { ModelPolicy } from '../../../src/policy/model.ts';
import { errors, policyWith } from '../../support/policies.ts';
import { decisionsOf, runOf } from '../../support/run.ts';
import { tickOf, type Sample } from '../../support/ticks.ts';

const silence = { after: 60_000, then: 'hold' } as const;
const policy = policyWith({ rest: { silence } });
const some: Sample = [20, 0];

function both(index: number): Input {
  return tickOf(index, { errors: { canary: some, baseline: some } });
}
const canaryAlone = (index: number): Input => tickOf(index, { errors: { canary: some } });
const baselineAlone = (index: number): Input => tickOf(index, { errors: { baseline: some } });

const start = [both(0), both(1)];
/** The last tick ended at 20 s; one more, and the time to be patient. */
const deadline = 20_000 + 10_000 + 60_000;

function decided(inputs: readonly Input[], chosen: ModelPolicy = policy) {
  return decisionsOf(runOf(chosen, [...start, ...inputs])).map(
    ({ action, cause, time, reason }) => ({ action, cause, time, reason }),
  );
}

const later = (count: number, tick: (index: number) => Input): Input[] =>
  Array.from({ length: count }, (_, index) => tick(2 + index));
const last = 'for longer than 1m, last at 1970-01-01T00:00:20.000Z';

describe('the reasons of a silence', () => {
  test.each<[string, Input[], string]>([
    [
      'the canary alone',
      later(7, baselineAlone),
      `v13 is silent: no outcome ${last}, while v12 is heard`,
    ],
    ['both', [{ now: deadline }], `v13 and v12 are silent: no outcome ${last}`],
    [
      'the source',
      [{ now: deadline, source: 'down' }],
      `the source is down: nothing is known of v13 ${last}`,
    ],
    [
      'the baseline alone',
      later(7, canaryAlone),
      'v12 is silent: for longer than 1m there is nothing to compare v13 with, last at 1970-01-01T00:00:20.000Z',
    ],
  ])('%s: it holds, and says so', (_, inputs, reason) => {
    const time = deadline;
    expect(decided(inputs)).toEqual([{ action: 'hold', cause: 'silence', time, reason }]);
  });
});

describe('a silence', () => {
  test('is over when the canary is heard again', () => {
    const decisions = decided([{ now: deadline + 5 }, both(12), both(13)]);
    expect(decisions.map(({ action, cause }) => [action, cause])).toEqual([
      ['hold', 'silence'],
      ['release', 'silence'],
    ]);
    expect(decisions.at(-1)?.reason).toBe('v13 and v12 are heard again');
  });

  test('is none before its time', () => {
    expect(decided([{ now: deadline - 1 }])).toEqual([]);
  });

  test('is dated to when it became one, however often one looks at the clock', () => {
    const seldom = decided([{ now: deadline + 500_000 }]);
    const often = decided(
      Array.from({ length: 500 }, (_, index) => ({ now: 20_000 + 1000 * index })),
    );
    expect(often).toEqual(seldom);
    expect(seldom[0]?.time).toBe(deadline);
    const never = decided([both(60)]);
    expect(never.map(({ action, time }) => [action, time])).toEqual([
      ['hold', deadline],
      ['release', 610_000],
    ]);
  });

  test('has no end with a tick of which only the other version is heard', () => {
    expect(decided([{ now: deadline }, baselineAlone(30)])).toHaveLength(1);
  });

  test('waits for labels that come late', () => {
    const patient = policyWith({ rest: { silence, lateness: 100_000 } });
    expect(decided([{ now: deadline + 99_999 }], patient)).toEqual([]);
    expect(decided([{ now: deadline + 100_000 }], patient)).toHaveLength(1);
  });

  test('is not told by labels that come after the last outcome', () => {
    const labels = { ...errors, name: 'labels', lateness: 3_600_000 };
    const late = policyWith({ guardrails: [errors, labels], rest: { silence } });
    const label = {
      ...tickOf(0, { labels: { canary: some, baseline: some } }),
      lateness: 3_600_000,
    };
    expect(decided([label], late)).toEqual([]);
    expect(decided([label, both(400)], late).map(({ action }) => action)).toEqual([
      'hold',
      'release',
    ]);
  });

  test('of a baseline is none where nothing is compared with it', () => {
    const { tolerance: _, ...limited } = { ...errors, limit: { bound: 0.5 } };
    const limits = policyWith({ guardrails: [limited], rest: { silence } });
    expect(decided(later(9, canaryAlone), limits)).toEqual([]);
  });
});

describe('with then: rollback', () => {
  const strict = policyWith({ rest: { silence: { ...silence, then: 'rollback' } } });

  test.each<[string, Input[]]>([
    ['the canary alone', later(7, baselineAlone)],
    ['both', [{ now: deadline }]],
    ['the source', [{ now: deadline, source: 'down' }]],
  ])('a silence of %s rolls back, and uses up an attempt', (_, inputs) => {
    const run = runOf(strict, [...start, ...inputs]);
    expect(decisionsOf(run)).toMatchObject([{ action: 'rollback', cause: 'silence', weight: 0 }]);
    expect(run.at(-1)?.state.phase).toBe('quarantined');
  });

  test('a baseline that is silent holds: it is what one would go back to', () => {
    expect(decided(later(7, canaryAlone), strict)).toMatchObject([{ action: 'hold' }]);
  });
});

test('that became one of the canary after it was one of the baseline rolls back all the same', () => {
  const strict = policyWith({ rest: { silence: { ...silence, then: 'rollback' } } });
  const inputs = [...later(7, canaryAlone), { now: 400_000 }];
  expect(decided(inputs, strict).map(({ action }) => action)).toEqual(['hold', 'rollback']);
});

describe('however often somebody looks at the clock', () => {
  const short = policyWith({ rest: { silence: { after: 25_000, then: 'rollback' } } });
  const gap = [both(0), both(4), both(5)];

  test('a gap between two ticks is the same', () => {
    const seldom = decisionsOf(runOf(short, gap));
    const [first, ...rest] = gap;
    if (!first) throw new Error('there are ticks');
    const clocks = Array.from({ length: 40 }, (_, index) => ({ now: 10_000 + 1000 * index }));
    const often = decisionsOf(runOf(short, [first, ...clocks, ...rest]));
    expect(seldom.map(({ action, time }) => [action, time])).toEqual([['rollback', 45_000]]);
    expect(often).toEqual(seldom.map((decision) => ({ ...decision, tick: 1 })));
  });

  test('the first tick counts, and a version that is never heard of is silent', () => {
    const outage = tickOf(0, { errors: { canary: [1000, 1000], baseline: [1000, 0] } });
    const decisions = decisionsOf(runOf(short, [{ now: 1 }, outage]));
    expect(decisions).toMatchObject([{ action: 'rollback', cause: 'evidence', tick: 1 }]);
    const never = decisionsOf(runOf(short, [{ now: 1 }, { now: 40_000 }]));
    expect(never).toMatchObject([{ action: 'rollback', cause: 'silence', time: 35_001 }]);
  });

  test('a tick that was summed over a longer time elsewhere is no silence', () => {
    const hours = [0, 1, 2].map((hour) => ({
      ...both(0),
      from: 3_600_000 * hour,
      to: 3_600_000 * (hour + 1),
    }));
    expect(decisionsOf(runOf(short, hours))).toEqual([]);
  });
});
