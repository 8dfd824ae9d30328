import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, describe, expect, test } from 'vitest';

import { check } from '../../src/commands/check.ts';
import { runCommand } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'lastgood-'));
afterAll(() => rmSync(folder, { recursive: true }));

const repository = (path: string): string =>
  fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
const shipped = repository('flags');

test('a valid folder ends with exit code 0 and says what was looked at', async () => {
  expect(await runCommand(check, ['--flags', shipped])).toEqual({
    code: 0,
    out: `${shipped}: 1 file, 1 flag, valid\n`,
    err: '',
  });
});

test('each violation is a line on standard error, and the exit code 2', async () => {
  const flag = { state: 'ON', variants: { v12: 'v12' }, defaultVariant: 'v13' };
  writeFileSync(join(folder, 'a.json'), JSON.stringify({ flags: { one: flag, two: flag } }));
  writeFileSync(join(folder, 'b.json'), '{');
  expect(await runCommand(check, ['--flags', folder])).toEqual({
    code: 2,
    out: `${folder}: 2 files, 2 flags, 5 violations\n`,
    err: [
      'a.json: /flags/one/state: must be ENABLED or DISABLED and is "ON"',
      'a.json: /flags/one/defaultVariant: "v13" is not one of the variants: v12',
      'a.json: /flags/two/state: must be ENABLED or DISABLED and is "ON"',
      'a.json: /flags/two/defaultVariant: "v13" is not one of the variants: v12',
      'b.json: is not JSON: line 1, column 2: close brace expected',
    ]
      .map((line) => `${folder}/${line}\n`)
      .join(''),
  });
});

test.each([
  ['no option', [], /^check: --policy or --flags is missing/],
  ['a policy that is not there', ['--policy', '/nowhere'], /^\/nowhere: there is no such file/],
  ['an unknown option', ['--flag', 'x'], /^check: Unknown option '--flag'/],
  ['a second folder', ['--flags', shipped, 'x'], /^check: Unexpected argument 'x'/],
  ['a folder that is not there', ['--flags', '/nowhere'], /^cannot read \/nowhere: no such file/],
])('%s is refused in one line', async (_, args, message) => {
  await expect(runCommand(check, args)).rejects.toMatchObject({
    name: 'LastgoodError',
    message: expect.stringMatching(message),
  });
});

describe('a policy', () => {
  const guardrail = '{ type: proportion, worse: higher, tolerance: { relative: 10% } }';
  const policy = join(folder, 'policy.yaml');

  function writePolicy(
    text = `models: { m: { flag: recommender-model, guardrails: { errors: ${guardrail} } } }`,
  ): void {
    writeFileSync(policy, text);
  }

  test('is told with what it promises, and with its conditions', async () => {
    writePolicy();
    const { code, out, err } = await runCommand(check, ['--policy', policy]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^m, by errors:\n  - .*at most 1 %.*0\.5714 % in attempt 1/);
    expect(out).toMatch(/as long as\n  - each request is assigned anew/);
  });

  test('is told as the README shows', async () => {
    const example = repository('examples/electricity.lastgood.yaml');
    const { code, out, err } = await runCommand(check, ['--policy', example, '--flags', shipped]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(readFileSync(repository('README.md'), 'utf8')).toContain(out.replace(shipped, 'flags'));
  });

  test('with every key is told line by line, the warnings last', async () => {
    const example = repository('examples/every-metric.lastgood.yaml');
    const { code, out, err } = await runCommand(check, ['--policy', example]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^recommender, by errors, accuracy, timeouts, revenue, latency, inputs:\n/);
    expect(out).toContain('promoted with a probability of at most 5 % in each attempt');
    expect(out).toContain('latency, inputs at once; accuracy 1h later');
    const marks = out
      .split('\n')
      .slice(1, -1)
      .map((line) => line.slice(0, 4));
    expect(marks).toEqual([
      ...Array(6).fill('  - '),
      '  as',
      ...Array(3).fill('  - '),
      ...Array(4).fill('  ! '),
    ]);
  });

  test('that promises no risk says that first', async () => {
    writePolicy(
      `models: { m: { flag: f, randomise: user, guardrails: { errors: ${guardrail} } } }`,
    );
    const { code, out } = await runCommand(check, ['--policy', policy]);
    expect(code).toBe(0);
    expect(out).toMatch(/^m, by errors:\n  ! no risk is promised: .* 33\.5 % .*\n  - no version/);
    expect(out).not.toContain('as long as');
  });

  test('that cannot be read is refused in one line, with its place', async () => {
    writePolicy(
      `models:\n  m:\n    flag: f\n    rollout: { steps: [1%, 150%] }\n    guardrails: { errors: ${guardrail} }\n`,
    );
    await expect(runCommand(check, ['--policy', policy])).rejects.toMatchObject({
      message: `${policy}:4: models.m.rollout.steps.1: "150%" must be a share of the traffic, above 0 and at most 100 %`,
    });
  });

  test('is held against the flags: what it compares has to be drawn', async () => {
    writePolicy();
    expect(await runCommand(check, ['--policy', policy, '--flags', shipped])).toMatchObject({
      code: 0,
      err: '',
    });
    const named = join(folder, 'named.json');
    const drawn = {
      fractional: [
        ['v12', 90],
        ['v13', 10],
      ],
    };
    const rule = { if: [{ '==': [{ var: 'email' }, 'a@b.c'] }, 'v13', drawn] };
    const variants = { v12: 'v12', v13: 'v13', 'v13-beta': 'v13' };
    const flag = { state: 'ENABLED', variants, defaultVariant: 'v12', targeting: rule };
    writeFileSync(named, JSON.stringify({ flags: { 'recommender-model': flag } }));
    const refused = await runCommand(check, ['--policy', policy, '--flags', named]);
    expect(refused.code).toBe(2);
    expect(refused.err).toBe(
      `${named}: /flags/recommender-model/targeting/if/1: gives a compared version to somebody without drawing it: ` +
        'give them a variant of another name with the same value\n',
    );
    writeFileSync(
      named,
      JSON.stringify({ flags: { 'recommender-model': flag } }).replace(
        '"v13",{"frac',
        '"v13-beta",{"frac',
      ),
    );
    expect(await runCommand(check, ['--policy', policy, '--flags', named])).toMatchObject({
      code: 0,
      err: '',
    });
  });
});
