import { describe, expect, test, vi } from 'vitest';

import { Comparing } from '../../../src/screen/comparing/comparing.ts';
import { Session } from '../../../src/screen/session/session.ts';
import { casesBeside } from '../../../src/screen/tuning/cases.ts';
import { FakeComparer, fakeCases } from '../fake-comparison.ts';
import { fakeScenarios, fakeSetup } from '../fake-setup.ts';

function opened(): { comparing: Comparing; session: Session; fake: FakeComparer } {
  const fake = new FakeComparer();
  const session = new Session(fakeSetup);
  return { comparing: new Comparing(session, fake, () => fakeCases), session, fake };
}

describe('Comparing', () => {
  test('compares once it is shown, tells how far it is, and of the end', async () => {
    const { comparing, fake } = opened();
    expect(fake.requests).toEqual([]);
    comparing.enter();
    expect(fake.requests).toEqual([
      { policy: fakeSetup.policy.policy, cases: fakeCases, runs: 100, seed: 1 },
    ]);
    expect(comparing.get()).toMatchObject({ running: true, comparison: { done: 100, total: 200 } });
    fake.finish();
    await vi.waitFor(() => expect(comparing.get().running).toBe(false));
    expect(comparing.get().comparison?.done).toBe(200);
  });

  test('does the same only once, and anew what was stopped', async () => {
    const { comparing, fake } = opened();
    comparing.enter();
    comparing.leave();
    expect(fake.aborted).toHaveLength(1);
    expect(comparing.get().running).toBe(false);
    comparing.enter();
    expect(fake.requests).toHaveLength(2);
    fake.finish();
    await vi.waitFor(() => expect(comparing.get().running).toBe(false));
    comparing.leave();
    comparing.enter();
    expect(fake.requests).toHaveLength(2);
    expect(comparing.get().comparison?.done).toBe(200);
  });

  test('begins anew with another seed, another policy and more rollouts, and stops what it made', () => {
    const { comparing, session, fake } = opened();
    comparing.enter();
    comparing.reseed(1);
    comparing.reseed(-1);
    comparing.reseed(-1);
    comparing.reseed(-1);
    expect(fake.requests.map(({ seed }) => seed)).toEqual([1, 2, 1, 0, 2 ** 32 - 1]);
    expect(fake.aborted).toHaveLength(4);
    comparing.turnRuns(1);
    comparing.turnRuns(-1);
    comparing.turnRuns(-1);
    expect(fake.requests.slice(5).map(({ runs }) => runs)).toEqual([500, 100, 20]);
    expect(comparing.runsBeside(-1)).toBeUndefined();
    session.change({ ...fakeSetup.policy, text: 'another' });
    expect(fake.requests).toHaveLength(9);
    comparing.leave();
    session.choose({ seed: 5 });
    expect(fake.requests).toHaveLength(9);
  });

  test('goes on from the rollouts that are there, and makes none for fewer of them', async () => {
    const { comparing, fake } = opened();
    comparing.enter();
    fake.finish();
    await vi.waitFor(() => expect(comparing.get().running).toBe(false));
    comparing.turnRuns(1);
    expect(fake.requests.at(-1)).toMatchObject({ runs: 400, seed: 101 });
    expect(comparing.get()).toMatchObject({
      running: true,
      comparison: { done: 600, total: 1000 },
    });
    fake.finish();
    await vi.waitFor(() => expect(comparing.get().running).toBe(false));
    const more = comparing.get().comparison;
    expect(more).toMatchObject({ done: 1000, total: 1000 });
    const anew = opened();
    anew.comparing.enter();
    anew.comparing.turnRuns(1);
    anew.fake.finish();
    await vi.waitFor(() => expect(anew.comparing.get().running).toBe(false));
    expect(more?.cases).toEqual(anew.comparing.get().comparison?.cases);
    expect(more?.figures).toEqual(anew.comparing.get().comparison?.figures);
    comparing.turnRuns(-1);
    comparing.turnRuns(-1);
    expect(fake.requests).toHaveLength(2);
    expect(comparing.get()).toMatchObject({ running: false, comparison: { done: 40, total: 40 } });
    comparing.reseed(1);
    expect(fake.requests.at(-1)).toMatchObject({ runs: 20, seed: 2 });
  });

  test('picks among the rules', () => {
    const { comparing } = opened();
    comparing.enter();
    const places: number[] = [];
    for (let presses = 0; presses < 8; presses += 1) {
      comparing.pick(1);
      places.push(comparing.get().picked);
    }
    expect(places).toEqual([1, 2, 3, 4, 5, 6, 6, 6]);
    for (let presses = 0; presses < 8; presses += 1) comparing.pick(-1);
    expect(comparing.get().picked).toBe(0);
  });

  test('tells why there is nothing to compare', async () => {
    const failing = { compare: async () => Promise.reject(new Error('no such traffic')) };
    const comparing = new Comparing(new Session(fakeSetup), failing, () => fakeCases);
    comparing.enter();
    await vi.waitFor(() =>
      expect(comparing.get()).toMatchObject({ running: false, failure: 'no such traffic' }),
    );
  });
});

describe('the traffic to compare on', () => {
  const names = (setup: typeof fakeSetup): string[] =>
    casesBeside(setup, fakeScenarios).map(({ name }) => name);

  test.each([
    ['failing', ['failing', 'healthy']],
    ['healthy', ['healthy', 'failing']],
  ])('of the scenario %s is it, and one on the other side', (scenario, expected) => {
    expect(names({ ...fakeSetup, source: { kind: 'scenario', scenario } })).toEqual(expected);
  });

  test('of a recording is its twin, and its twin with a fault; it is itself if its canary was faulty', () => {
    const source = { kind: 'recording', file: '/somewhere/last-month.jsonl' } as const;
    const others = ['twin of last-month.jsonl', 'errors 2x worse, last-month.jsonl'];
    expect(names({ ...fakeSetup, source })).toEqual(others);
    expect(names({ ...fakeSetup, source: { ...source, faulty: true } })).toEqual([
      'last-month.jsonl',
      ...others,
    ]);
  });
});
