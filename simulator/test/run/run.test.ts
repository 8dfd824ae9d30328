import { describe, expect, test } from 'vitest';

import { RunControls, type Ask } from '../../src/run/controls.ts';
import type { PreparedRun } from '../../src/run/prepare.ts';
import { run } from '../../src/run/run.ts';
import type { RunSummary, RunView } from '../../src/run/view.ts';
import { policyWith, preparedWith } from './fake-source.ts';
import { pointsOf, type Point } from './points.ts';

/** What there was to see after a tick, as it was then. */
type Seen = RunView & { readonly points: readonly Point[] };

/** Plays a run in virtual time, with what is asked for after some of its ticks. */
async function played(
  prepared: PreparedRun,
  asks: Readonly<Record<number, readonly Ask[]>> = {},
): Promise<{ views: Seen[]; last: Seen; summary: RunSummary }> {
  const controls = new RunControls(true);
  const views: Seen[] = [];
  for await (const view of run(prepared, controls)) {
    views.push({ ...view, events: [...view.events], points: pointsOf(view.history) });
    for (const what of asks[view.tick] ?? []) controls.ask(what);
  }
  const last = views.at(-1);
  if (!last?.summary) throw new Error('the run ended without a summary');
  return { views, last, summary: last.summary };
}

const oneStep = 'rollout: { steps: [10%] }, hysteresis: { attempts: 1 }';
const told = ({ events }: RunView): [number, string, string][] =>
  events.map(({ tick, kind, text }) => [tick, kind, text]);
const kinds = ({ events }: RunView): string[] => events.map(({ tick, kind }) => `${tick} ${kind}`);

describe('a run in virtual time', () => {
  test('goes to its end without servers, one view for each tick', async () => {
    const { views, last, summary } = await played(preparedWith({ policy: policyWith(oneStep) }));
    expect(views.map(({ tick }) => tick)).toEqual([
      ...Array.from({ length: 120 }, (_, index) => index + 1),
      120,
    ]);
    expect(last).toMatchObject({ virtual: true, closed: true, services: [], faults: [] });
    expect(last).not.toHaveProperty('syncServer');
    expect(last.flag).toEqual({ key: 'recommender-model', weights: { v12: 90, v13: 10 } });
    expect(summary).toMatchObject({
      scenario: 'made-up',
      recording: null,
      virtual: true,
      decision: 'none',
      tick: null,
      promotion: null,
      services: [],
      flag: null,
      syncServer: null,
    });
    expect(summary.answers).toEqual([expect.objectContaining({ guardrail: 'errors' })]);
    // A tenth of 48,000 requests, give or take five standard errors.
    expect(Math.abs(summary.canaryRequests - 4800)).toBeLessThan(5 * Math.sqrt(48_000 * 0.09));
  });

  test('has views without accessors: each of those would make memory that is freed late', async () => {
    const prepared = preparedWith({ policy: policyWith(oneStep) });
    const views = run(prepared, new RunControls(true));
    const { value: view } = await views.next();
    await views.return();
    const properties = Object.entries(Object.getOwnPropertyDescriptors(view ?? {}));
    expect(properties.map(([name]) => name)).toContain('asks');
    expect(
      properties.filter(([, property]) => !('value' in property)).map(([name]) => name),
    ).toEqual([]);
  });

  test('is the same again with the same seed, and another with another', async () => {
    const prepared = preparedWith({ policy: policyWith(oneStep), rate: () => 0.02 });
    const first = (await played(prepared)).summary;
    expect((await played(prepared)).summary).toEqual(first);
    const other = { ...prepared, options: { ...prepared.options, seed: 2 } };
    expect((await played(other)).summary.tick).not.toBe(first.tick);
  });

  test('rolls a bad canary back, and goes on for a while to show what came of it', async () => {
    const rate = (interval: number): number => (interval > 40 ? 0.04 : 0.01);
    const { views, last, summary } = await played(
      preparedWith({ policy: policyWith(oneStep), rate }),
    );
    expect(summary.decision).toBe('rollback');
    const tick = Number(summary.tick);
    expect(tick).toBeGreaterThan(40);
    expect(last.tick).toBe(tick + 12);
    expect(last.phase).toBe('quarantined');
    expect(last.flag.weights).toEqual({ v12: 100 });
    expect(views[38]?.faults).toEqual([]);
    expect(last.faults).toEqual([{ tick: 40 }]);
    const [before, at, after] = [tick - 2, tick - 1, tick].map((place) => last.points[place]);
    expect(before?.evidence).toBeLessThan(summary.threshold);
    expect(at?.evidence).toBe(summary.evidence);
    expect(after?.evidence).toBeNaN();
    expect(at?.weight).toBe(0.1);
    expect(after?.weight).toBe(0);
    expect(last.requests.canary).toBe(summary.canaryRequests);
    expect(summary.excessBad).toBeGreaterThan(0);
  });

  test('says of each event whether a person did it, and of each guardrail what it says then', async () => {
    const prepared = preparedWith({ policy: policyWith(oneStep), rate: () => 0.01, intervals: 90 });
    const { views, last } = await played(prepared, {
      20: ['hold'],
      30: ['release'],
      70: ['rollback'],
    });
    const byHand = last.events
      .filter((event) => event.byHand)
      .map(({ tick, kind }) => [tick, kind]);
    expect(byHand).toEqual([
      [20, 'hold'],
      [30, 'release'],
      [70, 'rollback'],
    ]);
    expect(last.events.every(({ kind, byHand: hand }) => hand || kind !== 'rollback')).toBe(true);
    const answerAt = (tick: number): string | undefined => views[tick - 1]?.answers()[0]?.answer;
    // It needs some ticks to say anything, and of a canary that is out of service it says nothing.
    expect(answerAt(1)).toBe('unknown');
    expect(answerAt(70)).not.toBe('harmful');
    expect(views[69]?.answers()[0]?.reason).toMatch(/v13 .* v12/);
    expect(last.answers()).toEqual([]);
  });

  test('a canary that is worse is called harmful where the engine rolls it back by itself', async () => {
    const rate = (interval: number): number => (interval > 40 ? 0.08 : 0.01);
    const { views, last, summary } = await played(
      preparedWith({ policy: policyWith(oneStep), rate }),
    );
    expect(last.events.find(({ kind }) => kind === 'rollback')).not.toHaveProperty('byHand');
    const said = views.flatMap(({ answers }) => answers().map(({ answer }) => answer));
    expect(new Set(said.slice(0, 40))).not.toContain('harmful');
    expect(Number(summary.tick)).toBeGreaterThan(40);
  });

  test('gives the canary more as it is advanced, and most after its promotion', async () => {
    const more = 'rollout: { steps: [10%, 50%, 100%], dwell: 100s, holdback: 5% }';
    const { last, summary } = await played(
      preparedWith({ policy: policyWith(more), rate: () => 0.004, intervals: 800 }),
    );
    const weights = [...new Set(last.points.map(({ weight }) => weight))];
    expect(weights).toEqual([0.1, 0.5, 0.95]);
    expect(last.phase).toBe('watch');
    expect(summary.promotion?.tick).toBe(last.points.findIndex(({ weight }) => weight > 0.9));
    expect(last.flag.weights).toEqual({ v12: 5, v13: 95 });
    const served = last.points.filter(({ weight }) => weight === 0.95);
    const { canary, baseline } = served.at(-1)?.samples[0] ?? {};
    expect(Number(canary && 'count' in canary && canary.count)).toBeGreaterThan(350);
    expect(Number(baseline && 'count' in baseline && baseline.count)).toBeLessThan(50);
  });

  test('puts late labels where their requests are, when they come', async () => {
    const labels = ', labels: { type: proportion, worse: higher, lateness: 50s }';
    const { views, last } = await played(
      preparedWith({ policy: policyWith(oneStep, labels), intervals: 20, labels: 5 }),
    );
    const known = (view: Seen | undefined): number[] =>
      (view?.points ?? []).flatMap(({ samples }, place) => (samples[1]?.canary ? [place + 1] : []));
    expect(known(views[4])).toEqual([]);
    expect(known(views[5])).toEqual([1]);
    expect(known(views[9])).toEqual([1, 2, 3, 4, 5]);
    expect(known(last)).toHaveLength(15);
    expect(last.points.map(({ samples }) => samples[0]?.canary !== undefined)).not.toContain(false);
    expect(last.history.own).toEqual([expect.any(Number), expect.any(Number)]);
  });

  test('notices a silence by the clock, and that it is over', async () => {
    const silent = (interval: number): boolean => interval > 10 && interval <= 30;
    const { views, last } = await played(
      preparedWith({
        policy: policyWith(`${oneStep}, silence: { after: 60s, then: hold }`),
        silent,
        intervals: 40,
      }),
    );
    expect(last.tick).toBe(40);
    expect(kinds(last).slice(0, 2)).toEqual(['17 hold', '31 release']);
    expect(views[16]?.held).toBe(true);
    expect(views[20]?.points.at(-1)?.samples).toEqual([{ canary: undefined, baseline: undefined }]);
  });

  test('tries a canary again after its cooldown', async () => {
    const rate = (interval: number): number => (interval <= 40 ? 0.06 : 0.01);
    const more = 'rollout: { steps: [10%] }, hysteresis: { attempts: 2, cooldown: { first: 10m } }';
    const { last } = await played(preparedWith({ policy: policyWith(more), rate }));
    const rolledBack = last.events.find(({ kind }) => kind === 'rollback');
    const retried = last.events.find(({ kind }) => kind === 'retry');
    expect(retried?.tick).toBe(Number(rolledBack?.tick) + 60);
    expect(last.attempt).toBe(2);
  });
});

describe('what one can ask for', () => {
  test('is what the engine does not refuse', async () => {
    const { views } = await played(preparedWith({ policy: policyWith(oneStep) }), {
      1: ['hold'],
      2: ['inject'],
      3: ['release'],
      4: ['promote'],
      5: ['rollback'],
    });
    expect(views.slice(0, 6).map(({ asks }) => asks())).toEqual([
      ['rollback', 'hold', 'promote', 'inject'],
      ['rollback', 'release', 'promote', 'inject'],
      ['rollback', 'release', 'promote'],
      ['rollback', 'hold', 'promote'],
      ['rollback', 'hold'],
      ['release'],
    ]);
  });

  test('a rollback by hand is done before the next tick', async () => {
    const { last, summary } = await played(preparedWith({ policy: policyWith(oneStep) }), {
      7: ['rollback'],
    });
    expect(told(last)).toEqual([
      [7, 'rollback', 'by you: v13 is taken out of service, until a person brings it back'],
    ]);
    expect(summary).toMatchObject({
      decision: 'rollback',
      tick: 7,
      guardrail: null,
      evidence: null,
    });
    expect(last.points[6]?.weight).toBe(0.1);
    expect(last.points[7]?.weight).toBe(0);
  });

  test('a hold and a release', async () => {
    const { views } = await played(preparedWith({ policy: policyWith(oneStep) }), {
      3: ['hold'],
      5: ['release'],
    });
    expect(views.slice(0, 7).map(({ held }) => held)).toEqual([
      false,
      false,
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  test('a promotion gives the canary all but the holdback at once', async () => {
    const policy = policyWith('rollout: { steps: [10%], holdback: 2% }');
    const { last, summary } = await played(preparedWith({ policy }), { 4: ['promote'] });
    expect(last.points.slice(3, 5).map(({ weight }) => weight)).toEqual([0.1, 0.98]);
    expect(summary.promotion).toEqual({ tick: 4, time: '2026-05-01T00:00:40.000Z' });
    expect(last.phase).toBe('watch');
  });

  test('what means nothing now is told, and changes nothing', async () => {
    const { last } = await played(preparedWith({ policy: policyWith(oneStep), intervals: 10 }), {
      2: ['release'],
    });
    expect(told(last)).toEqual([
      [2, 'refused', 'v13 cannot be given a "release": it is on trial, and nothing holds it'],
    ]);
    expect(last.phase).toBe('trial');
  });

  test('a fault is injected once, and then found', async () => {
    const { last, summary } = await played(preparedWith({ policy: policyWith(oneStep) }), {
      30: ['inject'],
      31: ['inject'],
    });
    expect(
      told(last)
        .slice(-4, -1)
        .filter(([, kind]) => kind !== 'hold'),
    ).toEqual([
      [30, 'fault', 'by you: from now on v13 is worse than tolerated, by twice the harm'],
      [31, 'refused', 'v13 has been made worse already'],
    ]);
    expect(last.faults).toEqual([{ tick: 30 }]);
    expect(summary.decision).toBe('rollback');
    expect(summary.tick).toBeGreaterThan(31);
  });

  test('a release from quarantine lets the run go on', async () => {
    const { last } = await played(preparedWith({ policy: policyWith(oneStep) }), {
      5: ['rollback'],
      10: ['release'],
    });
    expect(last.tick).toBe(120);
    expect(last.phase).toBe('trial');
    expect(kinds(last).slice(0, 2)).toEqual(['5 rollback', '10 release']);
  });
});

test('a recording goes on as it was, and a canary that is out of service counts for nothing', async () => {
  const policy = policyWith(oneStep);
  const { last, summary } = await played(preparedWith({ policy, closed: false }), {
    8: ['rollback'],
  });
  expect(last.closed).toBe(false);
  const served = (tick: number): boolean => last.points[tick - 1]?.samples[0]?.canary !== undefined;
  expect(served(9)).toBe(true);
  expect(last.requests.canary).toBe(summary.canaryRequests);
});
