import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, expect, test } from 'vitest';

import { check } from '../../src/commands/check.ts';
import { runCommand } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'lastgood-'));
afterAll(() => rmSync(folder, { recursive: true }));

const shipped = fileURLToPath(new URL('../../../../flags', import.meta.url));

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
  ['no option', [], /^check: --flags is missing/],
  ['an unknown option', ['--flag', 'x'], /^check: Unknown option '--flag'/],
  ['a second folder', ['--flags', shipped, 'x'], /^check: Unexpected argument 'x'/],
  ['a folder that is not there', ['--flags', '/nowhere'], /^cannot read \/nowhere: no such file/],
])('%s is refused in one line', async (_, args, message) => {
  await expect(runCommand(check, args)).rejects.toMatchObject({
    name: 'LastgoodError',
    message: expect.stringMatching(message),
  });
});
