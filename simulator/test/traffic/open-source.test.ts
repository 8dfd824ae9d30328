import { rmSync, writeFileSync } from 'node:fs';

import { describe, expect, it, test } from 'vitest';

import { openSource, openWithTraffic } from '../../src/traffic/open-source.ts';
import { record } from '../recordings/files.ts';
import { policyWith } from './policy.ts';

const errors = 'guardrails: { errors: { type: proportion, worse: higher } }';
const unnamed = policyWith(`tick: 10s, ${errors}`);
const named = policyWith(`tick: 10s, baseline: v12, canary: v13, ${errors}`);

function outcome(time: number, version: string, values: object = { errors: 0 }): object {
  return { time, version, ...values };
}

const both = [outcome(1000, 'v12'), outcome(2000, 'v13'), outcome(12_000, 'v12')];

describe('the versions of a recording', () => {
  const file = (): string => record(both);

  it('are those of the options, or else of the policy', async () => {
    const name = { kind: 'recording', file: file() } as const;
    const versions = { baseline: 'v13', canary: 'v12' };
    expect((await openSource(name, unnamed, versions)).versions).toEqual(versions);
    expect((await openSource(name, named, versions)).versions).toEqual(versions);
    expect((await openSource(name, named, {})).versions).toEqual({
      baseline: 'v12',
      canary: 'v13',
    });
  });

  it.each([
    [{}, 'nothing says which version of the recording is the baseline: --baseline VERSION does'],
    [{ baseline: 'v12' }, 'which version of the recording is the canary: --canary VERSION does'],
    [{ baseline: 'v12', canary: 'v12' }, 'baseline and canary are both "v12"'],
    [{ baseline: 'v12', canary: 'v14' }, 'there is no outcome of version "v14" but of v12, v13'],
  ])('are told where they are missing: %j', async (options, message) => {
    const name = { kind: 'recording', file: file() } as const;
    await expect(openSource(name, unnamed, options)).rejects.toThrow(message);
  });
});

describe('a recording', () => {
  it('is refused where no guardrail was observed, with what was', async () => {
    const lines = both.map((line) => ({ ...line, errors: undefined, loss: 1 }));
    await expect(openSource({ kind: 'recording', file: record(lines) }, named, {})).rejects.toThrow(
      'no guardrail (errors) is observed for both versions; other metrics: loss',
    );
    await expect(openSource({ kind: 'twin', file: record(lines) }, named, {})).rejects.toThrow(
      'no guardrail (errors) is observed for v12; other metrics: loss',
    );
  });

  it('needs the baseline alone for a twin', async () => {
    const lines = both.filter((line) => !('version' in line && line.version === 'v13'));
    const source = await openSource({ kind: 'twin', file: record(lines) }, named, {});
    expect(source).toMatchObject({ intervals: 2, from: 0 });
    const canary = [outcome(1000, 'v13')];
    await expect(openSource({ kind: 'twin', file: record(canary) }, named, {})).rejects.toThrow(
      'there is no outcome of version "v12" but of v13',
    );
  });

  it('is told about with its file: lines that cannot be read, and times that cannot be meant', async () => {
    const bad = record([...both, { time: 'yesterday', version: 'v12' }]);
    await expect(openSource({ kind: 'twin', file: bad }, named, {})).rejects.toThrow(
      `${bad}:4: time is "yesterday"`,
    );
    await expect(openSource({ kind: 'twin', file: 'nowhere.jsonl' }, named, {})).rejects.toThrow(
      'nowhere.jsonl: there is no such file',
    );
    const seconds = record([outcome(1_767_225_600, 'v12'), outcome(1_767_225_600_000, 'v13')]);
    await expect(openSource({ kind: 'recording', file: seconds }, named, {})).rejects.toThrow(
      'from 1970-01-21T10:53:40.000Z to 2026-01-01T00:00:10.000Z there are 176545839 ticks',
    );
  });

  it('ignores metrics without a guardrail, and guardrails without a metric', async () => {
    const policy = policyWith(
      'tick: 10s, guardrails: { errors: { type: proportion, worse: higher }, labels: { type: categories } }',
    );
    const lines = both.map((line) => ({ ...line, loss: 1 }));
    const versions = { baseline: 'v12', canary: 'v13' };
    const source = await openSource({ kind: 'recording', file: record(lines) }, policy, versions);
    expect(source.start(1).next(0.5)).toEqual({
      requests: { canary: 1, baseline: 1 },
      ticks: [
        {
          from: 0,
          to: 10_000,
          versions: {
            v12: { errors: { count: 1, hits: 0 } },
            v13: { errors: { count: 1, hits: 0 } },
          },
        },
      ],
      excessBad: 0,
    });
  });

  it('is read anew once the file or what is counted is another', async () => {
    const file = record(both);
    const open = async (policy: typeof named): Promise<number> =>
      (await openSource({ kind: 'recording', file }, policy, {})).intervals;
    expect(await open(named)).toBe(2);
    expect(await open({ ...named, tick: 1000 })).toBe(12);
    writeFileSync(
      file,
      [...both, outcome(25_000, 'v12')].map((line) => JSON.stringify(line)).join('\n'),
    );
    expect(await open(named)).toBe(3);
    writeFileSync(file, 'no recording');
    await expect(open(named)).rejects.toThrow('this is no JSON');
    await expect(open(named)).rejects.toThrow('this is no JSON');
  });
});

describe('the requests one by one', () => {
  const log = (): string =>
    record([
      { time: 2000, outcomes: { v12: { errors: 0 }, v13: { errors: 1 } } },
      { time: 1000, outcomes: { v12: { errors: 1, loss: 3 }, v13: { errors: 0 } } },
      { time: 12_000, outcomes: { v12: { errors: 0 }, v13: { errors: 0 } } },
    ]);

  it('of a shadow log come from the reading that its ticks come from', async () => {
    const file = log();
    const { source, traffic } = await openWithTraffic({ kind: 'recording', file }, named, {});
    rmSync(file);
    expect(source.intervals).toBe(2);
    expect([...(traffic?.(1).requests ?? [])]).toEqual([
      { index: 1, time: 1000, outcomes: { v12: { errors: 1, loss: 3 }, v13: { errors: 0 } } },
      { index: 0, time: 2000, outcomes: { v12: { errors: 0 }, v13: { errors: 1 } } },
      { index: 2, time: 12_000, outcomes: { v12: { errors: 0 }, v13: { errors: 0 } } },
    ]);
  });

  it('are there also when the log was opened without them before', async () => {
    const file = log();
    await openSource({ kind: 'recording', file }, named, {});
    const { traffic } = await openWithTraffic({ kind: 'recording', file }, named, {});
    expect([...(traffic?.(1).requests ?? [])]).toHaveLength(3);
  });

  it('of a scenario have the names of the policy', async () => {
    const policy = policyWith(
      'tick: 30m, baseline: good, canary: new, guardrails: { accuracy: { type: proportion, worse: lower } }',
    );
    for (const scenario of ['electricity', 'failing']) {
      const name = { kind: 'scenario', scenario } as const;
      const fitting = scenario === 'failing' ? named : policy;
      const { source, traffic } = await openWithTraffic(name, fitting, {});
      expect(new Set(traffic?.(1).versions)).toEqual(new Set(Object.values(source.versions)));
    }
  });

  it('are not those of a twin, and outcomes of one version have none', async () => {
    const file = log();
    await openWithTraffic({ kind: 'recording', file }, named, {});
    expect(await openWithTraffic({ kind: 'twin', file }, named, {})).not.toHaveProperty('traffic');
    const outcomes = { kind: 'recording', file: record(both) } as const;
    expect(await openWithTraffic(outcomes, named, {})).not.toHaveProperty('traffic');
  });
});

test('a scenario that is a shadow log has the versions of whichever policy', async () => {
  const policy = policyWith(
    'tick: 30m, baseline: good, canary: new, guardrails: { accuracy: { type: proportion, worse: lower } }',
  );
  const source = await openSource({ kind: 'scenario', scenario: 'electricity' }, policy, {});
  expect(source).toMatchObject({ closed: true, versions: { baseline: 'good', canary: 'new' } });
  const course = source.start(1);
  expect(course.fault).toBe(source.from);
  const { ticks, requests } = course.next(0.5);
  expect(requests.canary + requests.baseline).toBe(100);
  expect(Object.keys(ticks[0]?.versions ?? {}).sort()).toEqual(['good', 'new']);
});

test('a scenario is drawn as its file says', async () => {
  const source = await openSource({ kind: 'scenario', scenario: 'failing' }, named, {});
  expect(source.closed).toBe(true);
  expect(source.start(1).fault).toBeGreaterThan(source.from);
  await expect(openSource({ kind: 'scenario', scenario: 'nothing' }, named, {})).rejects.toThrow(
    'there is no scenario "nothing"',
  );
});
