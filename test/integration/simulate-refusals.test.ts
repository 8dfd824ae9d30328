import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { simulate } from '../../packages/cli/src/commands/simulate.ts';

const shipped = fileURLToPath(new URL('../../flags/recommender.flagd.json', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastgood-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What `lastgood simulate` refuses these flags or this policy with. */
async function refusal(
  files: { flags?: string; policy?: string },
  args: string[] = [],
): Promise<string> {
  const written = await Promise.all(
    Object.entries(files).map(async ([option, text]) => {
      const file = join(folder, `${option}.${option === 'flags' ? 'json' : 'yaml'}`);
      await writeFile(file, text);
      return [`--${option}`, file];
    }),
  );
  let printed = '';
  const output = { stdout: (text: string) => (printed += text), stderr: () => {} };
  const error: unknown = await simulate
    .run([...written.flat(), ...args], output)
    .catch((thrown: unknown) => thrown);
  expect(printed).toBe('');
  expect(error).toMatchObject({ name: 'LastgoodError' });
  const { message } = error as Error;
  expect(message).not.toContain('\n');
  return message;
}

async function flagsWith(change: (text: string) => string): Promise<string> {
  const text = await readFile(shipped, 'utf8');
  const changed = change(text);
  expect(changed).not.toBe(text);
  return changed;
}

const policy = (lines: string) => `models:
  recommender:
    flag: recommender-model
    tick: 30m
    guardrails: { accuracy: { type: proportion, worse: lower } }
${lines}`;

describe('lastgood simulate refuses, in one line that names the thing,', () => {
  test('a broken flag file', async () => {
    expect(await refusal({ flags: '{ "flags": ' })).toMatch(/flags\.json.*JSON/);
  });

  test('a flag that the files do not have', async () => {
    const other = policy('').replace('recommender-model', 'ranking-model');
    expect(await refusal({ policy: other })).toMatch(/"ranking-model".*recommender-model/);
  });

  test('a flag whose default variant is the canary', async () => {
    const flags = await flagsWith((text) =>
      text.replace('"defaultVariant": "v12"', '"defaultVariant": "v13"'),
    );
    expect(await refusal({ flags })).toMatch(/recommender-model.*canary "v13".*defaultVariant/);
  });

  test('a canary that the flag does not have', async () => {
    const message = await refusal({ policy: policy('    canary: v14\n') });
    expect(message).toMatch(/recommender-model.*"v14".*v12, v13/);
  });

  test('a rule with no place for the weights', async () => {
    const flags = await flagsWith((text) =>
      text.replace(
        /\{\s*"fractional": \[[^{}]*\]\s*\}/,
        '{ "if": [{ "var": "beta" }, "v13", "v12"] }',
      ),
    );
    expect(await refusal({ flags })).toMatch(
      /weights of the flag "recommender-model".*no fractional/,
    );
  });

  test('a recording that is not there, or has no such version', async () => {
    const named = policy('    baseline: v12\n    canary: v14\n');
    expect(await refusal({ policy: named }, ['/nonexistent.jsonl'])).toMatch(/nonexistent\.jsonl/);
    const log = fileURLToPath(
      new URL('../../simulator/data/electricity-shadow.jsonl.gz', import.meta.url),
    );
    expect(await refusal({ policy: named }, [log])).toMatch(/electricity.*"v14".*v12/);
  });

  test('a recording of versions that nobody names', async () => {
    const unnamed = policy('').replace('recommender-model', 'ranking-model');
    expect(await refusal({ policy: unnamed }, ['log.jsonl'])).toMatch(
      /log\.jsonl: --baseline VERSION and --canary VERSION.*"ranking-model"/,
    );
  });

  test('a version that is compared with itself', async () => {
    const args = ['--baseline', 'v12', '--canary', 'v12', '--scenario', 'failing'];
    expect(await refusal({}, args)).toMatch(/both "v12"/);
  });

  test.each([
    ['a scenario that there is not', ['--scenario', 'nope'], /"nope".*electricity/],
    ['a seed that is no number', ['--seed', 'x'], /--seed.*"x"/],
    ['a port that cannot be', ['--sync-port', '70000'], /--sync-port.*"70000".*65535/],
    ['a recording without a policy', ['log.jsonl'], /--policy.*log\.jsonl/],
    [
      'a recording and a scenario',
      ['log.jsonl', '--scenario', 'failing'],
      /log\.jsonl.*--scenario/,
    ],
    ['two recordings', ['a.jsonl', 'b.jsonl', '--policy', 'p.yaml'], /b\.jsonl/],
    ['an option that there is not', ['--sead', '1'], /--sead/],
    ['a policy file that is not there', ['--policy', '/nonexistent.yaml'], /\/nonexistent\.yaml/],
  ])('%s', async (_, args, message) => {
    expect(await refusal({}, args)).toMatch(message);
  });
});
