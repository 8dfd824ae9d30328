import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
  closingLines,
  prepareRun,
  Random,
  readPolicy,
  run,
  showRun,
  ThreadedEvaluator,
  type RunSummary,
  type SourceName,
} from '@lastgood/simulator';
import {
  initialDecision,
  isRollback,
  OutcomeTicks,
  transition,
  type Decision,
  type ModelPolicy,
  type Tick,
} from '@lastgood/triggers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readRecording } from '../../simulator/src/recordings/recording.ts';
import { FakeTerminal } from '../../simulator/test/screen/fake-terminal.ts';
import { replay } from '../../packages/cli/src/commands/replay.ts';
import { simulate } from '../../packages/cli/src/commands/simulate.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const flags = join(root, 'flags');
const shadowLog = join(root, 'simulator/data/electricity-shadow.jsonl.gz');
const versions = { canary: 'v13', baseline: 'v12' };
const start = Date.parse('2026-05-01T00:00:00Z');
const tickLength = 10_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastgood-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What all four have to say the same of. */
interface Outcome {
  readonly decision: 'rollback' | 'none';
  readonly tick: number | null;
  readonly time: string | null;
  readonly guardrail: string | null;
  readonly evidence: number | null;
  readonly reason: string | null;
  readonly promotion: { readonly tick: number; readonly time: string } | null;
}

const isoTime = ({ time }: Decision): string => new Date(time).toISOString();

/** What the engine itself decides on these ticks. */
function engineOn(policy: ModelPolicy, ticks: Iterable<Tick>): Outcome {
  let state = initialDecision(policy);
  let promotion: Outcome['promotion'] = null;
  let evidence: number | null = null;
  for (const tick of ticks) {
    const step = transition(policy, versions, state, tick);
    ({ state } = step);
    evidence = step.evidence?.evidence ?? evidence;
    for (const decision of step.decisions) {
      if (decision.action === 'promote') {
        promotion ??= { tick: decision.tick, time: isoTime(decision) };
      }
      if (!isRollback(decision)) continue;
      return {
        decision: 'rollback',
        tick: decision.tick,
        time: isoTime(decision),
        guardrail: 'guardrail' in decision ? decision.guardrail : null,
        evidence: 'evidence' in decision ? decision.evidence : null,
        reason: decision.reason,
        promotion,
      };
    }
  }
  return {
    decision: 'none',
    tick: null,
    time: null,
    guardrail: null,
    evidence: evidence === -Infinity ? null : evidence,
    reason: null,
    promotion,
  };
}

/** What a command prints as JSON. */
async function printed(command: typeof replay, args: string[]): Promise<Outcome> {
  let text = '';
  const output = { stdout: (more: string) => (text += more), stderr: () => {} };
  expect(await command.run(args, output)).toBe(0);
  return outcomeOf(JSON.parse(text));
}

function outcomeOf(object: Outcome): Outcome {
  const { decision, tick, time, guardrail, evidence, promotion } = object;
  // Without a rollback each has its own words for where it stands.
  const reason = decision === 'rollback' ? object.reason : null;
  return { decision, tick, time, guardrail, evidence, reason, promotion };
}

/** The run that the Live view plays on a terminal, as fast as it goes, to its end. */
async function played(file: string, source: SourceName): Promise<Outcome> {
  const policy = await readPolicy(file);
  const prepared = await prepareRun({
    source,
    policy: file,
    seed: 1,
    flags,
    syncPort: 0,
    virtual: true,
  });
  const terminal = new FakeTerminal(100, 30);
  let summary: RunSummary | undefined;
  const shown = showRun(
    {
      setup: { policy: { file, text: '', policy, knobs: [] }, source, options: {}, seed: 1 },
      start: (_, controls) => run(prepared, controls),
      evaluator: new ThreadedEvaluator(),
      scenarios: [],
      folder: '.',
      report: (view) => {
        ({ summary } = view);
        return closingLines(view);
      },
    },
    terminal.host,
  );
  terminal.press('+'.repeat(12));
  await terminal.showing('ended');
  terminal.press('q');
  await shown;
  if (!summary) throw new Error('the run ended without a summary');
  await terminal.showing(
    summary.tick === null ? 'v13 stays' : `ROLLBACK from v13 to v12 at tick ${summary.tick} of`,
  );
  return outcomeOf(summary);
}

/** What the other three come to on a recording. */
async function threeWays(policy: string, file: string): Promise<Outcome[]> {
  return [
    await played(policy, { kind: 'recording', file }),
    await printed(simulate, ['--policy', policy, '--virtual', '--json', file]),
    await printed(replay, ['--policy', policy, '--json', file]),
  ];
}

async function written(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

const policyText = (guardrails: string, rest: string): string => `models:
  recommender:
    flag: recommender-model
    baseline: v12
    canary: v13
    tick: 10s
    guardrails:
${guardrails}
    ${rest}
`;

const fiveTypes = `      errors: { type: proportion, worse: higher, expected: 2% }
      crashes: { type: rate, worse: higher }
      revenue: { type: mean, worse: lower, range: [0, 50] }
      latency: { type: histogram, worse: higher, unit: ms, tolerance: { relative: 10% }, limit: { p99: { max: 2s } } }
      inputs: { type: categories, tolerance: { shift: 0.05 } }`;

/** Ticks of all five types; in one of the metrics the canary becomes worse. */
function fiveTypeTicks(seed: number, worse: string | undefined, ticks: number): Tick[] {
  const random = new Random(seed);
  const edges = [50, 100, 200, 500, 1000, 2000];
  const samples = (count: number, bad: (metric: string) => boolean) => {
    const fast = random.binomial(count, 0.7);
    const slow = random.binomial(count - fast, 0.7);
    const slowest = count - fast - slow;
    const mobile = random.binomial(count, bad('inputs') ? 0.7 : 0.5);
    const each = Array.from({ length: count }, () => random.uniform() * (bad('revenue') ? 20 : 30));
    return {
      errors: { count, hits: random.binomial(count, bad('errors') ? 0.06 : 0.02) },
      crashes: { hits: random.binomial(count, bad('crashes') ? 0.04 : 0.01), exposure: count / 10 },
      revenue: {
        count,
        sum: each.reduce((sum, value) => sum + value, 0),
        sumOfSquares: each.reduce((sum, value) => sum + value ** 2, 0),
      },
      latency: {
        edges,
        counts: bad('latency')
          ? [fast, 0, 0, slow, slowest, 0, 0]
          : [fast, slow, slowest, 0, 0, 0, 0],
      },
      inputs: { counts: { mobile, web: count - mobile } },
    };
  };
  return Array.from({ length: ticks }, (_, index): Tick => {
    const from = start + index * tickLength;
    const canary = random.binomial(400, 0.2);
    const isWorse = (metric: string): boolean => metric === worse && index >= 60;
    return {
      from,
      to: from + tickLength,
      versions: { v12: samples(400 - canary, () => false), v13: samples(canary, isWorse) },
      weights: { v12: 80, v13: 20 },
    };
  });
}

const jsonLines = (lines: readonly unknown[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

describe('the app, simulate, replay and the engine decide the same', () => {
  test.each([
    ['errors', 'rollback'],
    ['crashes', 'rollback'],
    ['revenue', 'rollback'],
    ['latency', 'rollback'],
    ['inputs', 'rollback'],
    [undefined, 'none'],
  ] as const)('on ticks of all five types, of which %s gets worse: %s', async (worse, decision) => {
    const ticks = fiveTypeTicks(11, worse, 180);
    const file = await written(`ticks-${worse}.jsonl`, jsonLines(ticks));
    const policy = await written(
      'five.yaml',
      policyText(fiveTypes, 'rollout: { steps: [20%, 100%], dwell: 20m }'),
    );
    const expected = engineOn(await readPolicy(policy), ticks);
    expect(expected.decision).toBe(decision);
    expect(expected.guardrail).toBe(worse ?? null);
    for (const found of await threeWays(policy, file)) expect(found).toEqual(expected);
  });

  test('on ticks of which some are missing, and before a promotion', async () => {
    const policy = await written(
      'promoting.yaml',
      policyText(
        '      errors: { type: proportion, worse: higher, tolerance: { absolute: 10% } }',
        'rollout: { steps: [20%, 100%], dwell: 5m }',
      ),
    );
    const ticks = fiveTypeTicks(12, 'errors', 180).filter((_, index) => index % 7 !== 3);
    const file = await written('gaps.jsonl', jsonLines(ticks));
    const expected = engineOn(await readPolicy(policy), ticks);
    expect(expected.promotion?.tick).toBeGreaterThan(1);
    for (const found of await threeWays(policy, file)) expect(found).toEqual(expected);
  });

  test.each([
    [0.55, 'rollback'],
    [0.3, 'none'],
  ] as const)(
    'on outcomes with labels that come late, wrong in a share of %d: %s',
    async (share, decision) => {
      const policy = await written(
        'labels.yaml',
        policyText(
          `      errors: { type: proportion, worse: higher, expected: 2% }
      wrong: { type: proportion, worse: higher, lateness: 5m }`,
          'rollout: { steps: [20%] }',
        ),
      );
      const random = new Random(5);
      const lines = Array.from({ length: 12_000 }, (_, index) => {
        const time = start + index * 100;
        const version = random.uniform() < 0.2 ? 'v13' : 'v12';
        const wrong = Number(random.uniform() < (version === 'v13' ? share : 0.3));
        const errors = Number(random.uniform() < 0.02);
        const arrived = time + Math.floor(random.uniform() * 240_000);
        return [
          { at: time, line: { time, id: `r${index}`, version, errors } },
          { at: arrived, line: { time, id: `r${index}`, version, wrong, arrived } },
        ];
      });
      const inOrder = lines.flat().sort((left, right) => left.at - right.at);
      const file = await written(
        `outcomes-${decision}.jsonl`,
        jsonLines(inOrder.map(({ line }) => line)),
      );

      const { guardrails, tick, lateness, ...rest } = await readPolicy(policy);
      const sums = new OutcomeTicks({ tick, lateness, guardrails, versions: ['v12', 'v13'] });
      const ticks: Tick[] = [];
      for (const { line } of inOrder) {
        const { time, id, version, ...more } = line;
        const { arrived, ...values } = { arrived: undefined, ...more };
        sums.add({ time, id, version, values, arrived });
        ticks.push(...sums.take());
      }
      sums.close();
      ticks.push(...sums.take());
      const expected = engineOn({ ...rest, guardrails, tick, lateness }, ticks);
      expect(expected.decision).toBe(decision);
      for (const found of await threeWays(policy, file)) expect(found).toEqual(expected);
    },
  );

  test('on the shadow log that comes with Lastgood', async () => {
    const policy = join(root, 'simulator/policies/accuracy.lastgood.yaml');
    const { guardrails, tick, lateness, ...rest } = await readPolicy(policy);
    const sums = new OutcomeTicks({ tick, lateness, guardrails, versions: ['v12', 'v13'] });
    const split = new Random(1);
    await readRecording(shadowLog, {
      skipBadLines: false,
      visit: (line) => {
        if (line.kind !== 'shadow') return 'no shadow log';
        const version = split.uniform() < 0.1 ? 'v13' : 'v12';
        const values = line.outcomes[version] as Record<string, unknown>;
        sums.add({ time: line.time, version, values });
        return undefined;
      },
    });
    sums.close();
    const expected = engineOn({ ...rest, guardrails, tick, lateness }, sums.take());
    expect(expected.decision).toBe('rollback');
    for (const found of await threeWays(policy, shadowLog)) expect(found).toEqual(expected);
  });
});
