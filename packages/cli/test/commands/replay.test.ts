import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, describe, expect, it, test } from 'vitest';

import { replay } from '../../src/commands/replay.ts';

const folder = mkdtempSync(join(tmpdir(), 'lastgood-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const policy = write(
  'policy.yaml',
  `models:
  recommender:
    flag: recommender-model
    baseline: v12
    canary: v13
    guardrails: { errors: { type: proportion, worse: higher, expected: 1% } }
`,
);

/** Ticks of 1,000 requests, a tenth of them the canary's, which fails as often as is said. */
function recording(name: string, canaryErrors: number, baseline = 'v12'): string {
  const lines = Array.from({ length: 20 }, (_, index) => ({
    from: index * 10_000,
    to: (index + 1) * 10_000,
    versions: {
      [baseline]: { errors: { count: 900, hits: 9 } },
      v13: { errors: { count: 100, hits: canaryErrors } },
    },
  }));
  return write(name, lines.map((line) => JSON.stringify(line)).join('\n'));
}

const bad = recording('bad.jsonl', 5);
const good = recording('good.jsonl', 1);

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await replay.run(args, {
    stdout: (text) => void (out += text),
    stderr: (text) => void (err += text),
  });
  return { code, out: out.replaceAll(`${folder}/`, ''), err: err.replaceAll(`${folder}/`, '') };
}

async function failure(...args: string[]): Promise<string> {
  const error: unknown = await run(...args).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'LastgoodError' });
  return (error as Error).message.replaceAll(`${folder}/`, '');
}

test('people read what was decided and why, a few lines a recording', async () => {
  const { code, out, err } = await run('--policy', policy, bad, good);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatchInlineSnapshot(`
    "bad.jsonl
      decision    rollback of v13 to v12
      time        1970-01-01T00:00:40.000Z, tick 4
      requests    400 of v13 until then
      evidence    6.31, trips at 5.16
      reason      errors: hits of v13 are 5.00 % (20 of 400), of v12 1.00 % (36 of 3,600), no more is acceptable; evidence 6.31 >= 5.16 (trip, at a risk of 0.571 %)
    good.jsonl
      decision    none: v13 stays
      requests    2,000 of v13
      evidence    -1.65, trips at 5.16
      unknown     errors: hits of v13 are 1.00 % (20 of 2,000), of v12 1.00 % (180 of 18,000), no more is acceptable; too few outcomes for either: evidence -1.65 < 5.16
    "
  `);
});

test('--json prints one line a recording, with these keys and no others', async () => {
  const { code, out, err } = await run('--policy', policy, '--json', bad, good);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const lines = out.trimEnd().split('\n');
  const keys =
    'file decision time tick canaryRequests guardrail evidence threshold reason promotion held answers'.split(
      ' ',
    );
  const [first, second] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect([Object.keys(first ?? {}), Object.keys(second ?? {})]).toEqual([keys, keys]);
  expect(lines).toHaveLength(2);
  expect(first).toMatchObject({
    file: 'bad.jsonl',
    decision: 'rollback',
    time: '1970-01-01T00:00:40.000Z',
    tick: 4,
    canaryRequests: 400,
    guardrail: 'errors',
    promotion: null,
  });
  expect(second).toMatchObject({ file: 'good.jsonl', decision: 'none', tick: null });
});

describe('--against', () => {
  const rules = 'argo,flagger,kayenta,growthbook,statsig,cusum';

  it("shows peers' rules side by side, each with its own decision and time", async () => {
    const { code, out, err } = await run('--policy', policy, '--against', rules, bad, good);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatchInlineSnapshot(`
      "bad.jsonl
        decision    rollback of v13 to v12
        time        1970-01-01T00:00:40.000Z, tick 4
        requests    400 of v13 until then
        evidence    6.31, trips at 5.16
        reason      errors: hits of v13 are 5.00 % (20 of 400), of v12 1.00 % (36 of 3,600), no more is acceptable; evidence 6.31 >= 5.16 (trip, at a risk of 0.571 %)

        against     decision  time                      tick  requests  reason
        argo        rollback  1970-01-01T00:00:10.000Z     1       100  errors: failed (1) > failureLimit (0): 0.05 > 0.01, acceptable beside the baseline's 0.01
        flagger     rollback  1970-01-01T00:00:10.000Z     1       100  errors: failed checks (1) >= threshold (1): 0.05 > 0.01, acceptable beside the baseline's 0.01
        kayenta     none      –                            –     2,000  –
        growthbook  rollback  1970-01-01T00:00:30.000Z     3       300  errors: 95 % sure at any time that the canary is worse by 0.004141 or more
        statsig     rollback  1970-01-01T00:01:20.000Z     8       800  errors: the canary is worse by 0.04 > 0.03887 (4.984 standard errors, mSPRT)
        cusum       rollback  1970-01-01T00:00:20.000Z     2       200  errors: cumulative sum 5.46 > 4 standard deviations
      good.jsonl
        decision    none: v13 stays
        requests    2,000 of v13
        evidence    -1.65, trips at 5.16
        unknown     errors: hits of v13 are 1.00 % (20 of 2,000), of v12 1.00 % (180 of 18,000), no more is acceptable; too few outcomes for either: evidence -1.65 < 5.16

        against     decision  time  tick  requests  reason
        argo        none      –        –     2,000  –
        flagger     none      –        –     2,000  –
        kayenta     none      –        –     2,000  –
        growthbook  none      –        –     2,000  –
        statsig     none      –        –     2,000  –
        cusum       none      –        –     2,000  –
      "
    `);
  });

  it('adds one key to each line of --json', async () => {
    const { out } = await run('--policy', policy, '--against', 'statsig,argo', '--json', bad, good);
    const { out: without } = await run('--policy', policy, '--json', bad, good);
    const parse = (text: string): (object & { against?: Record<string, object> })[] =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
    const lines = parse(out);
    const [first, second] = lines.map(({ against }) => against);
    expect(lines).toEqual(
      parse(without).map((line, index) => ({ ...line, against: [first, second][index] })),
    );
    expect(Object.keys(first ?? {})).toEqual(['statsig', 'argo']);
    expect(first?.['argo']).toEqual({
      decision: 'rollback',
      time: '1970-01-01T00:00:10.000Z',
      tick: 1,
      canaryRequests: 100,
      guardrail: 'errors',
      reason:
        'errors: failed (1) > failureLimit (0): ' +
        "0.05 > 0.01, acceptable beside the baseline's 0.01",
      unjudged: [],
    });
    const none = { decision: 'none', time: null, tick: null, guardrail: null, reason: null };
    expect(second?.['statsig']).toEqual({ ...none, canaryRequests: 2000, unjudged: [] });
  });

  it('says what a rule did not judge', async () => {
    const sample = (errors: number, slow: number): object => ({
      errors: { count: 100, hits: errors },
      latency: { edges: [100, 500, 1000], counts: [100 - slow, 0, slow, 0] },
      inputs: { counts: { mobile: 40, web: 60 } },
    });
    const tick = { from: 0, to: 10_000, versions: { v12: sample(1, 0), v13: sample(20, 5) } };
    const mixed = write('mixed.jsonl', JSON.stringify(tick));
    const guardrails = {
      latency:
        '{ type: histogram, worse: higher, edges: [100, 500, 1000], limit: { p99: { max: 500 } } }',
      inputs: '{ type: categories }',
    };
    const head = 'models: { recommender: { flag: f, baseline: v12, canary: v13, guardrails: {';
    const others = `inputs: ${guardrails.inputs}, latency: ${guardrails.latency}`;
    const all = write(
      'all.yaml',
      `${head} errors: { type: proportion, worse: higher }, ${others} } } }`,
    );
    const two = write('two.yaml', `${head} ${others} } } }`);
    const table = async (file: string, against: string): Promise<string> => {
      const { out } = await run('--policy', file, '--against', against, mixed);
      return out.slice(out.indexOf('  against'));
    };
    expect(await table(all, 'statsig,growthbook,kayenta')).toMatchInlineSnapshot(`
      "  against     decision  time                      tick  requests  reason
        statsig     rollback  1970-01-01T00:00:10.000Z     1       100  errors: the canary is worse by 0.19 > 0.1485 (3.585 standard errors, mSPRT)
                                                                        inputs not judged: has no test for categories
                                                                        latency not judged: has no sequential test for percentiles
        growthbook  none      –                            –       100  inputs not judged: has no test for categories
                                                                        latency not judged: has no sequential test for quantiles
        kayenta     none      –                            –       100  inputs not judged: compares one number of each version, and categories have none
      "
    `);
    expect(await table(two, 'growthbook,flagger')).toMatchInlineSnapshot(`
      "  against     decision    time                      tick  requests  reason
        growthbook  not judged  –                            –       100  inputs not judged: has no test for categories
                                                                          latency not judged: has no sequential test for quantiles
        flagger     rollback    1970-01-01T00:00:10.000Z     1       100  latency (p99): failed checks (1) >= threshold (1): 900 > 500 (limit)
      "
    `);
    const { out } = await run('--policy', two, '--against', 'growthbook', '--json', mixed);
    expect(JSON.parse(out)).toMatchObject({
      against: {
        growthbook: {
          decision: 'unjudged',
          tick: null,
          reason: null,
          unjudged: [
            { guardrail: 'inputs', reason: 'has no test for categories' },
            { guardrail: 'latency', reason: 'has no sequential test for quantiles' },
          ],
        },
      },
    });
  });

  it('has each rule in its help, in a line', () => {
    for (const name of rules.split(',')) {
      expect(replay.help).toMatch(new RegExp(`^  ${name} +\\S.{20,70}$`, 'm'));
    }
    const longest = Math.max(...replay.help.split('\n').map((line) => line.length));
    expect(longest).toBeLessThanOrEqual(100);
  });

  it('refuses an unknown name once, before any recording is read', async () => {
    for (const name of ['spinnaker', '']) {
      const against = `argo,${name}`;
      expect(await failure('--policy', policy, '--against', against, bad, 'missing')).toBe(
        `there is no rule "${name}": there is ${rules.replaceAll(',', ', ')}`,
      );
    }
  });
});

test('the versions of the policy give way to those of the command line', async () => {
  const other = recording('other.jsonl', 5, 'v11');
  const { err } = await run('--policy', policy, other);
  expect(err).toBe('lastgood: other.jsonl: there is no outcome of version "v12" but of v11, v13\n');
  const { out } = await run('--policy', policy, '--baseline', 'v11', '--json', other);
  expect(JSON.parse(out)).toMatchObject({ decision: 'rollback' });
  const swapped = await run('--policy', policy, '--baseline', 'v13', '--canary', 'v12', bad);
  expect(swapped.out).toContain('none: v12 stays');
});

test('share and seed decide the split of a shadow log', async () => {
  const lines = Array.from({ length: 2000 }, (_, index) => {
    const errors = index % 100 === 0 ? 1 : 0;
    return JSON.stringify({ time: index * 10, outcomes: { v12: { errors }, v13: { errors } } });
  });
  const shadow = write('shadow.jsonl', lines.join('\n'));
  const requests = async (...options: string[]): Promise<number> => {
    const { out } = await run('--policy', policy, '--json', ...options, shadow);
    return (JSON.parse(out) as { canaryRequests: number }).canaryRequests;
  };
  const [first, same, other, half] = [
    await requests(),
    await requests('--seed', '1', '--canary-share', '0.1'),
    await requests('--seed', '2'),
    await requests('--canary-share', '50%'),
  ];
  expect(same).toBe(first);
  expect(other).not.toBe(first);
  expect(Math.abs(half - 1000)).toBeLessThan(100);
});

describe('a recording that cannot be replayed', () => {
  it('is one line on standard error and exit code 2, and the others are replayed', async () => {
    const broken = write('broken.jsonl', `${readFileSync(good, 'utf8')}\n{`);
    const { code, out, err } = await run('--policy', policy, '--json', broken, good, 'missing');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ file: 'good.jsonl', decision: 'none' });
    expect(err).toBe(
      'lastgood: broken.jsonl:21: this is no JSON: "{"\n' +
        'lastgood: missing: there is no such file\n',
    );
  });

  it('can be, if its bad lines are skipped, and says how many', async () => {
    const broken = write('broken.jsonl', `${readFileSync(good, 'utf8')}\n{`);
    const { code, err } = await run('--policy', policy, '--skip-bad-lines', broken);
    expect({ code, err }).toEqual({
      code: 0,
      err:
        'lastgood: broken.jsonl: 1 line could not be read and did not count, ' +
        'first line 21: this is no JSON: "{"\n',
    });
  });
});

describe('usage that is refused', () => {
  const hint = '(see "lastgood replay --help")';

  test.each([
    [[bad], `replay: --policy FILE is missing ${hint}`],
    [['--policy', policy], `replay: there is no recording to replay ${hint}`],
    [
      ['--policy', policy, '--canary-share', '100%', bad],
      `replay: --canary-share is "100%", it must be a share above 0% and below 100%, such as 10% or 0.1 ${hint}`,
    ],
    [
      ['--policy', policy, '--canary-share', '', bad],
      `replay: --canary-share is "", it must be a share above 0% and below 100%, such as 10% or 0.1 ${hint}`,
    ],
    [
      ['--policy', policy, '--canary-share', '10', bad],
      `replay: --canary-share is "10", it must be a share above 0% and below 100%, such as 10% or 0.1 ${hint}`,
    ],
    [
      ['--policy', policy, '--seed', '1.5', bad],
      `replay: --seed is "1.5", it must be a whole number from 0 to 4294967295 ${hint}`,
    ],
    [
      ['--policy', policy, '--canary', 'v12', bad],
      `replay: baseline and canary are both "v12" ${hint}`,
    ],
    [['--policy', policy, '--colour', bad], `replay: Unknown option '--colour' ${hint}`],
  ])('%j', async (args, message) => {
    expect(await failure(...args)).toBe(message.replaceAll(`${folder}/`, ''));
  });

  it('names the version that neither the policy nor the command line has', async () => {
    const bare = write('bare.yaml', readFileSync(policy, 'utf8').replace('    canary: v13\n', ''));
    expect(await failure('--policy', bare, bad)).toBe(
      `replay: --canary VERSION is missing, and recommender names none in the policy ${hint}`,
    );
  });

  it('names the policy that cannot be read, or is none', async () => {
    expect(await failure('--policy', 'missing.yaml', bad)).toMatch(
      /^missing\.yaml: there is no such file$/,
    );
    const wrong = write('wrong.yaml', 'models: {}\n');
    expect(await failure('--policy', wrong, bad)).toMatch(/^wrong\.yaml:1: models: /);
  });

  it('names the models if the policy has several', async () => {
    const text = readFileSync(policy, 'utf8');
    const two = write(
      'two.yaml',
      text + text.slice(text.indexOf('  rec')).replace('rec', 'other-'),
    );
    expect(await failure('--policy', two, bad)).toMatch(/several models: name one of /);
    expect((await run('--policy', two, '--model', 'recommender', bad)).code).toBe(0);
  });
});

test('the examples of --help run as they stand', async () => {
  const root = fileURLToPath(new URL('../../../../', import.meta.url));
  const before = process.cwd();
  const [, examples = ''] = replay.help.split('Examples:\n');
  const commands = examples.replaceAll('\\\n', ' ').trim().split('\n');
  expect(commands.length).toBeGreaterThan(1);
  try {
    process.chdir(root);
    for (const command of commands) {
      const words = command.trim().split(/\s+/);
      expect(words.slice(0, 3)).toEqual(['npx', 'lastgood', 'replay']);
      const { code, out } = await run(...words.slice(3));
      expect(code).toBe(0);
      expect(out).toMatch(/rollback/);
    }
  } finally {
    process.chdir(before);
  }
});
