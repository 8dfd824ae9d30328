import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { rollback } from '../../src/commands/rollback.ts';
import { runCommand } from './run-command.ts';

const repository = fileURLToPath(new URL('../../../..', import.meta.url));
const shipped = join(repository, 'flags/recommender.flagd.json');

let folder: string;
let file: string;
let text: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastgood-'));
  file = join(folder, 'flags.json');
  text = await readFile(shipped, 'utf8');
  await writeFile(file, text);
});

afterEach(() => rm(folder, { recursive: true }));

const run = (...args: string[]) =>
  runCommand(rollback, ['--flags', file, '--flag', 'recommender-model', ...args]);

const written = () => readFile(file, 'utf8');

describe('lastgood rollback', () => {
  test('changes the file, and shows the difference and what it did', async () => {
    const { code, out, err } = await run('--to', 'v12');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.replaceAll(file, 'flags.json')).toMatchInlineSnapshot(`
      "--- flags.json
      +++ flags.json
      @@ -2,7 +2,7 @@
         "$schema": "https://flagd.dev/schema/v0/flags.json",
         "metadata": {
           "flagSetId": "recommender",
      -    "version": "1"
      +    "version": "2"
         },
         "flags": {
           "recommender-model": {
      @@ -15,7 +15,7 @@
             "targeting": {
               "fractional": [
                 ["v12", 90],
      -          ["v13", 10]
      +          ["v12", 10]
               ]
             }
           }
      rolled back: no rule of "recommender-model" gives "v13" any more
      "
    `);
    expect(await written()).toBe(
      text.replace('"version": "1"', '"version": "2"').replace('["v13", 10]', '["v12", 10]'),
    );
  });

  test('shows the same difference in a dry run, and leaves the file as it is', async () => {
    const dry = await run('--to', 'v12', '--dry-run');
    expect(dry).toMatchObject({ code: 0, err: '' });
    expect(dry.out).toMatch(/\ndry run, the file is as it was: .* would give "v13"\n$/);
    expect(await written()).toBe(text);
    const { out } = await run('--to', 'v12');
    expect(out.split('\n').slice(0, -2)).toEqual(dry.out.split('\n').slice(0, -2));
  });

  test('says that there is nothing to change the second time', async () => {
    await run('--to', 'v12');
    const once = await written();
    expect(await run('--to', 'v12')).toEqual({
      code: 0,
      out: 'nothing to change: "recommender-model" gives nothing but "v12" already\n',
      err: '',
    });
    expect(await run('--from', 'v13', '--to', 'v12')).toEqual({
      code: 0,
      out: 'nothing to change: no rule of "recommender-model" gives "v13"\n',
      err: '',
    });
    expect(await written()).toBe(once);
  });

  test('warns on standard error about what was wrong before, and rolls back', async () => {
    await writeFile(file, text.replace('"flags": {', '"flags": { "other": 7,'));
    const { code, out, err } = await run('--to', 'v12');
    expect({ code, err }).toEqual({
      code: 0,
      err: `warning: ${file}: /flags/other: must be an object\n`,
    });
    expect(out).toMatch(/\nrolled back: no rule of "recommender-model" gives "v13" any more\n$/);
  });

  test('says it when a whole rule had to go', async () => {
    const rule = /"fractional": \[[^]*\]\n/;
    await writeFile(file, text.replace(rule, '"var": "version"\n'));
    const { out } = await run('--from', 'v13', '--to', 'v12');
    expect(out).toMatch(/\nnote: the whole targeting rule of "recommender-model" was removed/);
  });

  test.each([
    ['no --to', [], /^rollback: --to is missing/],
    ['an empty --to', ['--to', ''], /^rollback: --to is missing/],
    ['an unknown option', ['--too', 'v12'], /^rollback: Unknown option '--too'/],
    ['another argument', ['--to', 'v12', 'now'], /^rollback: Unexpected argument 'now'/],
    [
      'another flag',
      ['--flag', 'search', '--to', 'v12'],
      /flags\.json: .*"search".*recommender-model/,
    ],
    ['an unknown version', ['--from', 'v9', '--to', 'v12'], /flags\.json: .*"v9".*v12, v13/],
    ['an unknown successor', ['--to', 'v9'], /flags\.json: .*"v9".*v12, v13/],
    ['the same version', ['--from', 'v12', '--to', 'v12'], /flags\.json: "v12".*itself/],
  ])('refuses %s in one line, and leaves the file as it is', async (_, args, message) => {
    await expect(run(...args)).rejects.toMatchObject({
      name: 'LastgoodError',
      message: expect.stringMatching(message),
    });
    expect(await written()).toBe(text);
  });

  test('ends as a program with exit code 2 and one line on standard error, the file as it was', async () => {
    await writeFile(file, '{ "flags": ');
    const program = join(repository, 'packages/cli/src/main.ts');
    const args = ['--flags', file, '--flag', 'recommender-model', '--to', 'v12'];
    const source = ['--conditions=lastgood-source', program, 'rollback'];
    await expect(promisify(execFile)(process.execPath, [...source, ...args])).rejects.toMatchObject(
      {
        code: 2,
        stdout: '',
        stderr: `lastgood: ${file}: is not JSON: line 1, column 12: value expected\n`,
      },
    );
    expect(await written()).toBe('{ "flags": ');
  });

  test('has help with examples that run as they stand', async () => {
    const examples = rollback.help.split('Examples:\n')[1]?.trim().split('\n') ?? [];
    expect(examples).toHaveLength(2);
    for (const example of examples) {
      const [lastgood, name, ...args] = example
        .trim()
        .replace('flags/recommender.flagd.json', file)
        .split(' ');
      expect([lastgood, name]).toEqual(['lastgood', 'rollback']);
      expect(await runCommand(rollback, args)).toMatchObject({ code: 0, err: '' });
    }
  });
});
