import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
  prepareRun,
  run,
  RunControls,
  type Ask,
  type RunSummary,
  type RunView,
} from '@lastgood/simulator';
import { outcomesIn } from '@lastgood/triggers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { pointsOf, type Point } from '../../simulator/test/run/points.ts';

const flags = fileURLToPath(new URL('../../flags/', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastgood-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function fileWith(text: string): Promise<string> {
  files += 1;
  const file = join(folder, `${files}.yaml`);
  await writeFile(file, text);
  return file;
}

interface Setting {
  /** Lines of the scenario and of the policy. */
  readonly scenario?: string;
  readonly policy?: string;
  readonly metrics?: string;
  readonly guardrails?: string;
  readonly length?: string;
  /** How many faults: a good policy rolls a faulty canary back. */
  readonly expect?: 'rollback' | 'none';
}

/** What is done after a tick: real parts or virtual time from then on, or something asked for. */
type Then = Readonly<Record<number, Ask | 'virtual' | 'real'>>;

const errorsMetric = 'errors: { type: proportion, share: 2% }';
const errorsGuardrail = 'errors: { type: proportion, worse: higher, expected: 2% }';

/** What there was to see after a tick, as it was then. */
type Seen = RunView & { readonly points: readonly Point[] };

/** Plays 20 requests a second, in ticks of 10 s. */
async function played(
  setting: Setting,
  virtual: boolean,
  then: Then = {},
): Promise<{ views: Seen[]; last: Seen; summary: RunSummary }> {
  const { metrics = errorsMetric, guardrails = errorsGuardrail, length = '5m' } = setting;
  const scenario = await fileWith(`title: made up
expect: { decision: ${setting.expect ?? 'none'} }
policy: errors.lastgood.yaml
start: 2026-05-01T00:00:00Z
length: ${length}
requests: { rate: 20/s }
metrics: { ${metrics} }
${setting.scenario ?? ''}`);
  const policy = await fileWith(`models:
  recommender:
    flag: recommender-model
    tick: 10s
    guardrails: { ${guardrails} }
    ${setting.policy ?? 'rollout: { steps: [10%] }'}
`);
  const source = { kind: 'scenario', scenario } as const;
  const prepared = await prepareRun({ source, policy, seed: 3, flags, syncPort: 0 });
  const controls = new RunControls(virtual);
  const views: Seen[] = [];
  for await (const view of run(prepared, controls)) {
    views.push({ ...view, points: pointsOf(view.history), events: [...view.events] });
    const what = then[view.tick];
    if (what === 'virtual' || what === 'real') controls.virtual = what === 'virtual';
    else if (what) controls.ask(what);
  }
  const last = views.at(-1);
  if (!last?.summary) throw new Error('the run ended without a summary');
  return { views, last, summary: last.summary };
}

const countOf = (point: Point | undefined, arm: 'canary' | 'baseline', guardrail = 0): number => {
  const sample = point?.samples[guardrail]?.[arm];
  return sample ? outcomesIn(sample) : 0;
};

/** The canary's part of the outcomes in some ticks. */
function canaryPart(points: readonly Point[]): number {
  const [canary, baseline] = (['canary', 'baseline'] as const).map((arm) =>
    points.reduce((sum, point) => sum + countOf(point, arm), 0),
  );
  return Number(canary) / (Number(canary) + Number(baseline));
}

const kinds = ({ events }: RunView): string[] => events.map(({ tick, kind }) => `${tick} ${kind}`);

describe('a run goes from virtual time to real parts and back', () => {
  test('without a tick that is missing or there twice', async () => {
    const { views, last, summary } = await played({}, true, {
      8: 'real',
      16: 'virtual',
      24: 'real',
    });
    expect(last.points).toHaveLength(30);
    for (const point of last.points) {
      expect(countOf(point, 'canary') + countOf(point, 'baseline')).toBe(200);
    }
    expect(views.map(({ virtual }) => (virtual ? 'v' : 'r')).join('')).toBe(
      `${'v'.repeat(8)}${'r'.repeat(8)}${'v'.repeat(8)}${'r'.repeat(7)}`,
    );
    for (const { virtual, services, syncServer, flag } of views) {
      expect(services).toHaveLength(virtual ? 0 : 3);
      expect(syncServer === undefined).toBe(virtual);
      expect(flag.version === undefined).toBe(virtual);
      expect(flag.weights).toEqual({ v12: 90, v13: 10 });
    }
    expect(kinds(last).filter((kind) => kind.endsWith('parts'))).toEqual([
      '8 parts',
      '16 parts',
      '24 parts',
    ]);
    expect(summary).toMatchObject({ virtual: false, syncServer: { restarts: 0 } });
    expect(last.requests.canary + last.requests.baseline).toBe(30 * 200);
  });

  test('and the flag has the weight of the rollout before the next request', async () => {
    const { views, last } = await played(
      { policy: 'rollout: { steps: [10%, 50%], holdback: 5% }' },
      true,
      { 3: 'promote', 4: 'real', 14: 'rollback', 15: 'virtual', 16: 'release', 17: 'real' },
    );
    expect(canaryPart(last.points.slice(0, 3))).toBeLessThan(0.2);
    expect(canaryPart(last.points.slice(4, 14))).toBeGreaterThan(0.9);
    expect(views[5]?.flag.weights).toEqual({ v12: 5, v13: 95 });
    expect(canaryPart(last.points.slice(14, 16))).toBe(0);
    expect(views[14]?.flag.weights).toEqual({ v12: 100 });
    const again = canaryPart(last.points.slice(16));
    expect(again).toBeGreaterThan(0.06);
    expect(again).toBeLessThan(0.14);
    expect(views[20]?.flag.weights).toEqual({ v12: 90, v13: 10 });
  });

  test('and labels that were given in one are known in the other, when they come', async () => {
    const { views, last } = await played(
      {
        metrics: `${errorsMetric}, labels: { type: proportion, share: 20%, lateness: 60s }`,
        guardrails: `${errorsGuardrail}, labels: { type: proportion, worse: higher, lateness: 60s }`,
      },
      false,
      { 8: 'virtual', 12: 'real' },
    );
    const labelled = (view: Seen | undefined): number[] =>
      (view?.points ?? []).flatMap(({ samples }, place) => (samples[1]?.canary ? [place + 1] : []));
    expect(labelled(views[9])).toEqual([1, 2, 3, 4]);
    expect(labelled(last)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
    for (const point of last.points.slice(0, 24)) {
      expect(countOf(point, 'canary', 1)).toBe(countOf(point, 'canary', 0));
    }
  });

  test('with the same faults at the same ticks', async () => {
    const scenario =
      'changes: [{ what: errors, arm: canary, becomes: 20%, at: [1m, 3m], fault: true }]';
    const both = await Promise.all(
      [true, false].map((virtual) => played({ scenario, expect: 'rollback' }, virtual)),
    );
    const [virtual, real] = both.map(({ last }) => last.faults);
    expect(virtual).toHaveLength(1);
    expect(real).toEqual(virtual);
    for (const { summary } of both) {
      expect(summary.decision).toBe('rollback');
      expect(summary.tick).toBeGreaterThan(Number(real?.[0]?.tick));
    }
  });
});

describe('on real parts', () => {
  test('the weights follow what is decided, up to the promotion', async () => {
    const { last, summary } = await played(
      {
        metrics: 'errors: { type: proportion, share: 30% }',
        guardrails:
          'errors: { type: proportion, worse: higher, expected: 30%, tolerance: { absolute: 10% } }',
        scenario: 'changes: [{ what: errors, arm: canary, becomes: 10%, at: 0s }]',
        policy: 'rollout: { steps: [10%, 50%, 100%], dwell: 60s, holdback: 5% }',
        length: '12m',
      },
      false,
    );
    const weights = [...new Set(last.points.map(({ weight }) => weight))];
    expect(weights).toEqual([0.1, 0.5, 0.95]);
    for (const weight of weights) {
      const points = last.points.filter((point) => point.weight === weight);
      const deviation = Math.sqrt((weight * (1 - weight)) / (200 * points.length));
      expect(Math.abs(canaryPart(points) - weight)).toBeLessThan(5 * deviation);
    }
    expect(summary.promotion).not.toBeNull();
    expect(summary.flag).toMatchObject({
      targeting: {
        fractional: [
          ['v12', 5],
          ['v13', 95],
        ],
      },
    });
  });

  test('a fault that is injected is found', async () => {
    const { last, summary } = await played({ length: '15m' }, false, { 5: 'inject' });
    expect(last.faults).toEqual([{ tick: 5 }]);
    expect(summary).toMatchObject({ decision: 'rollback', guardrail: 'errors' });
    expect(summary.tick).toBeGreaterThan(5);
    expect(last.flag.weights).toEqual({ v12: 100 });
  });

  test('a rollback by hand reaches every service before the next request', async () => {
    const { last, summary } = await played({}, false, { 4: 'rollback' });
    expect(kinds(last)).toEqual(['4 rollback', '4 services']);
    expect(summary.services.map(({ decisionToServedMs }) => decisionToServedMs)).toEqual([
      expect.any(Number),
      expect.any(Number),
      expect.any(Number),
    ]);
    expect(canaryPart(last.points.slice(4))).toBe(0);
  });

  test.each<[what: string, change: string, action: string]>([
    ['silence of the canary', '{ what: outcomes, arm: canary, times: 0, at: 60s }', 'hold'],
    ['silence of all', '{ what: requests, times: 0, at: 60s }', 'hold'],
    [
      'missing outcomes of the canary',
      '{ what: outcomes, arm: canary, times: 20%, at: 60s }',
      'hold',
    ],
  ])('%s is noticed as it is in virtual time', async (_, change, action) => {
    const setting = {
      scenario: `changes: [${change}]`,
      policy: 'silence: { after: 60s, then: hold }\n    rollout: { steps: [10%] }',
    };
    const held = await Promise.all(
      [true, false].map(async (virtual) => {
        const { last } = await played(setting, virtual);
        const { tick, text } = last.events.find(({ kind }) => kind === action) ?? {};
        expect(text).toMatch(/silent|sample ratio|selected/);
        return Number(tick);
      }),
    );
    expect(held[0]).toBeGreaterThan(6);
    // Silence has no luck in it; the sample ratio has a little.
    expect(Math.abs(Number(held[0]) - Number(held[1]))).toBeLessThan(
      change.includes('20%') ? 8 : 1,
    );
  });

  test('metrics of every type are observed', async () => {
    const { last } = await played(
      {
        metrics: `${errorsMetric}, crashes: { type: rate, hits: 0.01 }, revenue: { type: mean, mean: 20, deviation: 5 },
          latency: { type: histogram, median: 120, p99: 500 }, inputs: { type: categories, shares: { web: 60%, mobile: 40% } }`,
        guardrails: `${errorsGuardrail}, crashes: { type: rate, worse: higher }, revenue: { type: mean, worse: lower, range: [0, 100] },
          latency: { type: histogram, unit: ms, worse: higher }, inputs: { type: categories }`,
        length: '2m',
      },
      false,
    );
    for (const { samples } of last.points) {
      expect(samples).toHaveLength(5);
      for (const { canary, baseline } of samples) {
        expect(canary).toBeDefined();
        expect(baseline).toBeDefined();
      }
    }
  });
});

test('what of a scenario the policy does not see is told', async () => {
  const { last } = await played(
    { metrics: `${errorsMetric}, crashes: { type: rate, hits: 0.01 }`, length: '1m' },
    true,
  );
  expect(last.events).toEqual([
    expect.objectContaining({ tick: 0, kind: 'traffic', text: expect.stringContaining('crashes') }),
  ]);
});

test('a fault that no policy could see is refused, and the run goes on', async () => {
  const setting = {
    guardrails: 'errors: { type: proportion, worse: higher, tolerance: { absolute: 100% } }',
    length: '2m',
  };
  for (const virtual of [true, false]) {
    const { last } = await played(setting, virtual, { 3: 'inject' });
    expect(last.points).toHaveLength(12);
    expect(last.faults).toEqual([]);
    expect(kinds(last)).toContain('3 refused');
  }
});
