import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { parsePolicy, policyOf } from '@lastgood/triggers';
import { describe, expect, it, test } from 'vitest';

import { Random } from '../../src/random/random.ts';
import { replayRecording, type ReplayOptions } from '../../src/replay/replay.ts';
import { record } from '../recordings/files.ts';

const repository = new URL('../../../', import.meta.url);
const shadowLog = new URL('simulator/data/electricity-shadow.jsonl.gz', repository).pathname;
const example = readFileSync(new URL('examples/electricity.lastgood.yaml', repository), 'utf8');
const errorsPolicy = `
models:
  recommender:
    flag: recommender-model
    guardrails: { errors: { type: proportion, worse: higher, expected: 1% } }
`;

/** Replays with a policy, given as YAML; what was remarked on stands in `remarks`. */
async function replay(file: string, yaml: string, options: Partial<ReplayOptions> = {}) {
  const remarks: string[] = [];
  const result = await replayRecording({
    file,
    policy: policyOf(parsePolicy(yaml, 'policy.yaml')),
    versions: { canary: 'v13', baseline: 'v12' },
    canaryShare: 0.1,
    seed: 1,
    skipBadLines: false,
    remark: (text) => void remarks.push(text),
    ...options,
  });
  return { ...result, remarks };
}

async function failure(file: string, options: Partial<ReplayOptions> = {}): Promise<string> {
  const error: unknown = await replay(file, errorsPolicy, options).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: 'LastgoodError' });
  return (error as Error).message.replace(file, 'FILE');
}

const start = Date.UTC(2026, 4, 1);

interface Outcome {
  readonly time: number;
  readonly version: string;
  readonly errors: number;
}

/** Single outcomes, 100 a second, a tenth of them the canary's. */
function outcomes(canaryRate: number, seconds = 200): Outcome[] {
  const random = new Random(21);
  return Array.from({ length: 100 * seconds }, (_, index) => {
    const version = index % 10 === 0 ? 'v13' : 'v12';
    const rate = version === 'v13' ? canaryRate : 0.01;
    return { time: start + 10 * index, version, errors: random.uniform() < rate ? 1 : 0 };
  });
}

/** The same as ticks of some length, in milliseconds. */
function aggregated(all: readonly Outcome[], length: number): object[] {
  const ticks = new Map<number, Record<string, { errors: { count: number; hits: number } }>>();
  for (const { time, version, errors } of all) {
    const from = time - (time % length);
    const versions = ticks.get(from) ?? {};
    const { count, hits } = versions[version]?.errors ?? { count: 0, hits: 0 };
    versions[version] = { errors: { count: count + 1, hits: hits + errors } };
    ticks.set(from, versions);
  }
  return [...ticks].map(([from, versions]) => ({ from, to: from + length, versions }));
}

describe('single outcomes', () => {
  it('of a worse canary are rolled back, with everything that led to it', async () => {
    const all = outcomes(0.05);
    const result = await replay(record(all), errorsPolicy);
    expect(result).toMatchObject({ decision: 'rollback', guardrail: 'errors', promotion: null });
    const { time, tick, canaryRequests, evidence, threshold, reason } = result;
    expect(time).toBe(new Date(start + 10_000 * (tick ?? NaN)).toISOString());
    expect(canaryRequests).toBe(100 * (tick ?? NaN));
    expect(evidence).toBeGreaterThanOrEqual(threshold);
    expect(threshold).toBeCloseTo(-Math.log(0.01 * (4 / 7)), 10);
    expect(reason).toMatch(
      /^errors: hits of v13 are .* of v12 .*; evidence [\d.]+ >= 5\.16 \(trip, .*\)$/,
    );
  });

  it('of a healthy canary are not, and the evidence at the end is told', async () => {
    const file = record(outcomes(0.01));
    const { remarks, evidence, reason, answers, ...result } = await replay(file, errorsPolicy);
    expect(result).toEqual({
      file,
      decision: 'none',
      time: null,
      tick: null,
      canaryRequests: 2000,
      guardrail: null,
      threshold: -Math.log(0.01 * (4 / 7)),
      promotion: null,
      held: null,
    });
    expect(evidence).toBeLessThan(2);
    expect(reason).toMatch(/^errors: .* \(\d+ of 2,000\), of v12 .* < 5\.16 \(trip\)$/);
    expect(answers).toMatchObject([{ guardrail: 'errors', answer: 'unknown' }]);
    expect(remarks).toEqual([]);
  });

  it('too few to say anything have no evidence', async () => {
    const file = record(outcomes(0.05, 0.5));
    expect(await replay(file, errorsPolicy)).toMatchObject({ decision: 'none', evidence: null });
  });
});

test('aggregated ticks decide what their single outcomes do', async () => {
  const all = outcomes(0.04);
  const { file: _, ...expected } = await replay(record(all), errorsPolicy);
  expect(expected.decision).toBe('rollback');
  for (const length of [1000, 2500, 10_000]) {
    const { file: __, ...result } = await replay(record(aggregated(all, length)), errorsPolicy);
    expect(result).toEqual(expected);
  }
  const longer = await replay(record(aggregated(all, 40_000)), errorsPolicy);
  expect(longer.decision).toBe('rollback');
  expect(longer.canaryRequests).toBe(400 * (longer.tick ?? NaN));
});

test('ticks of calibration are left out', async () => {
  const ticks = aggregated(outcomes(0.05), 10_000);
  const calibration = ticks.map((tick) => ({ ...tick, calibration: true }));
  const judged = ticks.map((tick, index) => ({
    ...tick,
    from: start + 1e6 + index * 1e4,
    to: start + 1e6 + index * 1e4 + 1e4,
  }));
  const against = ['argo', 'growthbook'];
  const both = record([...calibration, ...judged]);
  const { remarks, file: _, ...result } = await replay(both, errorsPolicy, { against });
  expect(remarks).toEqual([`${ticks.length} ticks of calibration did not count as evidence`]);
  expect(await replay(record(judged), errorsPolicy, { against })).toMatchObject(result);
});

describe('shadow logs', () => {
  const requests = outcomes(0, 300).map(({ time, errors }, index) => ({
    time,
    outcomes: { v12: { errors }, v13: { errors: index % 20 === 0 ? 1 : errors } },
  }));

  it('are split by chance, in the share that is asked for', async () => {
    for (const canaryShare of [0.05, 0.3]) {
      const healthy = requests.map((request) => ({
        ...request,
        outcomes: { ...request.outcomes, v13: request.outcomes.v12 },
      }));
      const result = await replay(record(healthy), errorsPolicy, { canaryShare });
      const spread = Math.sqrt(30_000 * canaryShare * (1 - canaryShare));
      expect(Math.abs(result.canaryRequests - 30_000 * canaryShare)).toBeLessThan(4 * spread);
    }
  });

  it('are split alike for the same seed, whatever the outcomes are', async () => {
    const swapped = requests.map(({ time, outcomes: { v12, v13 } }) => ({
      time,
      outcomes: { v12: v13, v13: v12 },
    }));
    const file = record(requests);
    const first = await replay(file, errorsPolicy);
    expect(await replay(file, errorsPolicy)).toEqual(first);
    const other = await replay(file, errorsPolicy, { seed: 2 });
    expect(other.canaryRequests).not.toBe(first.canaryRequests);

    // Until the tick of the rollback, the canary of the swapped log has served the very same requests.
    const until = requests.slice(0, 1000 * (first.tick ?? NaN));
    const again = await replay(record(swapped.slice(0, until.length)), errorsPolicy);
    expect(first.decision).toBe('rollback');
    expect(again).toMatchObject({ decision: 'none', canaryRequests: first.canaryRequests });
  });

  it('are wrong in a line that has but one version, whichever was drawn', async () => {
    for (const [there, missing] of [
      ['v12', 'v13'],
      ['v13', 'v12'],
    ] as const) {
      const file = record([requests[0], { time: start, outcomes: { [there]: { errors: 0 } } }]);
      const message = `FILE:2: there is no outcome of version "${missing}" but of ${there}`;
      for (const seed of [1, 2, 3, 4, 5]) {
        expect(await failure(file, { seed, canaryShare: 0.5 })).toBe(message);
      }
    }
  });

  it('have no version but what stands there', async () => {
    const versions = { canary: '__proto__', baseline: 'v12' };
    expect(await failure(record(requests), { versions })).toBe(
      'FILE:1: there is no outcome of version "__proto__" but of v12, v13',
    );
  });

  it('are wrong in a line with an impossible outcome, whichever was drawn', async () => {
    const outcomes = { v12: { errors: 0 }, v13: { errors: 'yes' } };
    const message = 'FILE:1: v13: errors is "yes": a proportion is observed as 0, 1, true or false';
    for (const seed of [1, 2, 3, 4, 5]) {
      expect(await failure(record([{ time: start, outcomes }]), { seed })).toBe(message);
    }
  });
});

describe("peers' rules", () => {
  const against = ['argo', 'flagger', 'kayenta', 'growthbook', 'statsig'];

  it('decide each by itself, and change nothing about what the engine decides', async () => {
    const file = record(outcomes(0.03));
    const { against: peers = {}, ...result } = await replay(file, errorsPolicy, { against });
    expect(result).toEqual(await replay(file, errorsPolicy));
    expect(Object.keys(peers)).toEqual(against);
    for (const name of against) {
      const alone = await replay(file, errorsPolicy, { against: [name] });
      expect(alone.against).toEqual({ [name]: peers[name] });
    }
    expect(new Set(Object.values(peers).map(({ tick }) => tick)).size).toBeGreaterThan(1);
  });

  it('are absent if none is asked for', async () => {
    expect(await replay(record(outcomes(0.01, 20)), errorsPolicy)).not.toHaveProperty('against');
  });

  it('see the ticks of the engine, whatever the lines were', async () => {
    const all = outcomes(0.03);
    const expected = (await replay(record(all), errorsPolicy, { against })).against;
    const ticks = record(aggregated(all, 2500));
    expect((await replay(ticks, errorsPolicy, { against })).against).toEqual(expected);
  });

  it('go on after the rollback of the engine, and the engine after theirs', async () => {
    const { tick, against: peers = {} } = await replay(shadowLog, example, { against });
    expect(peers['growthbook']?.tick).toBeLessThan(tick ?? NaN);
    expect(peers['statsig']?.tick).toBeGreaterThan(tick ?? NaN);
  });

  it('decide on two real models at the same tick every time', async () => {
    const { against: peers } = await replay(shadowLog, example, { against });
    const atOnce = {
      decision: 'rollback',
      time: '2026-01-01T00:30:00.000Z',
      tick: 1,
      canaryRequests: 15,
    };
    expect(peers).toMatchObject({
      argo: atOnce,
      flagger: atOnce,
      kayenta: atOnce,
      growthbook: { decision: 'rollback', tick: 116, canaryRequests: 1194 },
      statsig: { decision: 'rollback', tick: 161, canaryRequests: 1628 },
    });
  });

  it('are refused by an unknown name', async () => {
    expect(await failure(record(outcomes(0.01, 1)), { against: ['argo', 'spinnaker'] })).toBe(
      'there is no rule "spinnaker": there is argo, flagger, kayenta, growthbook, statsig, cusum',
    );
  });
});

describe('what is left out is told', () => {
  it('late outcomes, repeated ones and metrics without a guardrail', async () => {
    const all: object[] = outcomes(0.01, 30).map((one, index) => ({ ...one, id: index, loss: 2 }));
    const { canaryRequests } = await replay(record(all), errorsPolicy);
    const { remarks, ...result } = await replay(
      record([
        ...all.slice(0, 1500),
        { time: start, version: 'v13', errors: 1 },
        { time: start + 9999, version: 'v13', errors: 1 },
        ...all.slice(1490),
      ]),
      errorsPolicy,
    );
    expect(result.canaryRequests).toBe(canaryRequests);
    expect(remarks).toEqual([
      'metrics without a guardrail are ignored: loss',
      '2 outcomes came too late to count for errors',
      '10 outcomes had an id that counted before',
    ]);
  });

  it('labels that arrive later than the policy waits for them', async () => {
    const arriving = (after: number) =>
      record(outcomes(0.05).map((one) => ({ ...one, arrived: one.time + after })));
    const patient = errorsPolicy.replace('    guardrails', '    lateness: 1h\n    guardrails');
    const inTime = await replay(arriving(3_600_000), patient);
    expect(inTime).toMatchObject({ decision: 'rollback', remarks: [] });
    // Ticks of 10 s are closed an hour after their end, at the latest 3,610 s after the request.
    await expect(replay(arriving(3_620_000), patient)).rejects.toThrow(
      /20,000 outcomes came later than lateness allows/,
    );
  });

  it('bad lines, if they are to be skipped', async () => {
    const all: unknown[] = outcomes(0.01, 30);
    const bad = ['{', ...all.slice(0, 5), { time: start, version: 'v13', errors: 2 }];
    const file = record([...bad, ...all.slice(5)]);
    const { remarks, canaryRequests } = await replay(file, errorsPolicy, { skipBadLines: true });
    expect(canaryRequests).toBe(300);
    expect(remarks).toEqual([
      '2 lines could not be read and did not count, first line 1: this is no JSON: "{"',
    ]);
  });

  it('guardrails that the recording knows nothing about', async () => {
    const yaml = errorsPolicy.replace(
      'errors:',
      'accuracy: { type: proportion, worse: lower }, errors:',
    );
    const { decision, remarks } = await replay(record(outcomes(0.01)), yaml);
    expect(decision).toBe('none');
    expect(remarks).toEqual(['accuracy is never observed for both versions']);
  });
});

describe('a recording is refused', () => {
  it('with a bad line, even behind the rollback', async () => {
    const all = [...outcomes(0.05), { time: start, version: 'v13', errors: NaN }];
    expect(await failure(record(all))).toBe(
      'FILE:20001: errors is null: a proportion is observed as 0, 1, true or false',
    );
    const ticks = aggregated(outcomes(0.05), 10_000);
    expect(await failure(record([...ticks, ticks[0]]))).toMatch(
      /^FILE:21: it begins at 2026-05-01T00:00:00\.000Z, before the one before it ends, /,
    );
  });

  test.each([
    ['that is empty', [], 'FILE: the recording is empty'],
    ['of blank lines', ['', ' '], 'FILE: the recording is empty'],
    [
      'of other versions',
      outcomes(0.01).map((one) => ({ ...one, version: one.version.replace('v13', 'v14') })),
      'FILE: there is no outcome of version "v13" but of v14, v12',
    ],
    [
      'of other metrics',
      outcomes(0.01).map(({ errors, ...rest }) => ({ ...rest, failures: errors })),
      'FILE: no guardrail (errors) is observed for both versions; other metrics: failures',
    ],
    [
      'whose requests all have the same id',
      outcomes(0.01).map((one) => ({ ...one, id: 'request' })),
      'FILE: 19,980 outcomes had an id that counted before, and nothing is left to judge',
    ],
    [
      'of calibration alone',
      aggregated(outcomes(0.01), 10_000).map((tick) => Object.assign(tick, { calibration: true })),
      'FILE: 20 ticks of calibration did not count as evidence, and nothing is left to judge',
    ],
  ])('%s', async (_name, lines, message) => {
    expect(await failure(record(lines))).toBe(message);
  });

  it('of bad lines only', async () => {
    expect(await failure(record(['a', 'b']), { skipBadLines: true })).toBe(
      'FILE: no line could be read, the first of 2 is line 1: this is no JSON: "a"',
    );
  });
});

describe('two real models on a real stream', () => {
  it('are told apart at the same tick every time', async () => {
    const { remarks, ...result } = await replay(shadowLog, example);
    expect(result).toMatchObject({
      decision: 'rollback',
      time: '2026-01-04T04:30:00.000Z',
      tick: 153,
      canaryRequests: 1543,
      guardrail: 'accuracy',
    });
    expect(result.reason).toMatch(
      /^accuracy: misses of v13 are 19\.25 % \(297 of 1,543\), of v12 15\.06 % \(2,072 of 13,757\)/,
    );
    expect(remarks).toEqual(['metrics without a guardrail are ignored: loss, prediction']);
  });

  it.each([0.05, 0.1, 0.3])('are told apart at a share of %d', async (canaryShare) => {
    for (const seed of [2, 3, 4]) {
      const { decision } = await replay(shadowLog, example, { canaryShare, seed });
      expect(decision).toBe('rollback');
    }
  });

  it('are told apart request by request, since small ticks are merged', async () => {
    const { decision, tick } = await replay(shadowLog, example.replace('30m', '10s'));
    expect(decision).toBe('rollback');
    expect(tick).toBeGreaterThan(10_000);
  });

  it('are not, if they are the same', async () => {
    const same = gunzipSync(readFileSync(shadowLog))
      .toString()
      .replaceAll(/"v12":(\{[^}]*\}),"v13":\{[^}]*\}/g, '"v12":$1,"v13":$1');
    for (const seed of [1, 2, 3]) {
      const { decision } = await replay(record([same.trim()]), example, { seed });
      expect(decision).toBe('none');
    }
  });
});
