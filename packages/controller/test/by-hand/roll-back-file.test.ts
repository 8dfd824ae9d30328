import { execFileSync } from 'node:child_process';
import {
  chmod,
  lstat,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { rollBackFile, type FileRollback } from '../../src/by-hand/roll-back-file.ts';

const text = `{
  "metadata": { "flagSetId": "shop", "version": "41" },
  "flags": {
    "recommender": {
      "variants": {"v11":"v11",  "v12":"v12", "v13":"v13"},
      "state": "ENABLED",
      "defaultVariant": "v12",
      "targeting": {
        "fractional": [
          ["v12", 9e1],
          ["v13", 1e1]
        ]
      }
    },
    "ranking": { "state": "ENABLED", "variants": { "v13": 1e3 }, "defaultVariant": "v13" }
  }
}
`;

const expected = text.replace('"41"', '"42"').replace('["v13", 1e1]', '["v12", 1e1]');

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastgood-'));
  file = join(folder, 'flags.json');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function rollBack(
  before: string | Buffer,
  options: Partial<FileRollback> = {},
): ReturnType<typeof rollBackFile> {
  await writeFile(file, before);
  return await rollBackFile({ file, flag: 'recommender', to: 'v12', ...options });
}

const written = () => readFile(file, 'utf8');

describe('a rollback by hand', () => {
  test('changes the rule and the version, and nothing else', async () => {
    const done = await rollBack(text);
    expect(await written()).toBe(expected);
    expect(done).toMatchObject({ from: 'v13', notes: [], warnings: [] });
    expect(await readdir(folder)).toEqual(['flags.json']);
  });

  test('shows the difference', async () => {
    const { diff } = await rollBack(text);
    expect(diff.split('\n').filter((line) => /^[-+] /.test(line))).toEqual([
      '-  "metadata": { "flagSetId": "shop", "version": "41" },',
      '+  "metadata": { "flagSetId": "shop", "version": "42" },',
      '-          ["v13", 1e1]',
      '+          ["v12", 1e1]',
    ]);
    expect(diff).toContain(`--- ${file}\n+++ ${file}\n`);
  });

  const unended = (value: string) => value.replace(/\n$/, '');
  test.each<[layout: string, change: (value: string) => string]>([
    ['no line end at the end', unended],
    ['CRLF', (value) => value.replaceAll('\n', '\r\n')],
    ['tabs', (value) => value.replaceAll('  ', '\t')],
    ['a line for nothing', (value) => value.replaceAll(/\n */g, '')],
  ])('keeps %s', async (_, change) => {
    await rollBack(change(text));
    expect(await written()).toBe(change(expected));
  });

  test('keeps names that stand there twice, warns about them, and changes those that count', async () => {
    const twice = (value: string) =>
      value
        .replace('  "flags"', '  "flags": { "old": 1 },\n  "flags"')
        .replace('"state"', '"state": "OLD", "state"');
    const { warnings } = await rollBack(twice(text));
    expect(await written()).toBe(twice(expected));
    expect(warnings).toEqual([
      expect.stringMatching(/flags\.json: \/flags: is there more than once/),
      expect.stringMatching(/flags\.json: \/flags\/recommender\/state: is there more than once/),
    ]);
  });

  test('keeps the mode, and moves the time on even where it lies in the future', async () => {
    const time = new Date('2100-01-01');
    await writeFile(file, text, { mode: 0o640 });
    await utimes(file, time, time);
    await rollBackFile({ file, flag: 'recommender', to: 'v12' });
    const { mode, mtimeMs } = await stat(file);
    expect(mode & 0o7777).toBe(0o640);
    expect(mtimeMs).toBeGreaterThan(time.getTime());
  });

  test('follows a link', async () => {
    await writeFile(file, text);
    const link = join(folder, 'link');
    await symlink(file, link);
    await rollBackFile({ file: link, flag: 'recommender', to: 'v12' });
    expect(await written()).toBe(expected);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
  });

  test('writes a shared rule out where the flag refers to it, and leaves it to the others', async () => {
    const shared = text
      .replace(/"targeting": \{[^]*?\n {6}\}/, '"targeting": { "$ref": "split" }')
      .replace(
        '{\n',
        '{\n  "$evaluators": { "split": { "fractional": [["v11", 1], ["v13", 1]] } },\n',
      );
    await rollBack(shared, { from: 'v13' });
    const rule = '"targeting": { "fractional": [["v11", 1], ["v12", 1]] }';
    expect(await written()).toBe(
      shared.replace('"targeting": { "$ref": "split" }', rule).replace('"41"', '"42"'),
    );
  });

  test('says it where it removes a rule that computes the variant', async () => {
    const computed = text.replace(
      /"targeting": \{[^]*?\n {6}\}/,
      '"targeting": { "var": "version" }',
    );
    const { notes } = await rollBack(computed, { from: 'v13' });
    expect(await written()).toBe(
      computed.replace(/,\n *"targeting".*/, '').replace('"41"', '"42"'),
    );
    expect(notes).toEqual([expect.stringContaining('the whole targeting rule of "recommender"')]);
  });

  test('takes out another version than the default variant, or that itself', async () => {
    await rollBack(text, { from: 'v12', to: 'v11' });
    expect(await written()).toBe(
      text
        .replace('"41"', '"42"')
        .replace('"defaultVariant": "v12"', '"defaultVariant": "v11"')
        .replace('["v12", 9e1]', '["v11", 9e1]'),
    );
  });

  test('that is a dry run shows the same difference and touches nothing', async () => {
    await writeFile(file, text);
    const before = await stat(file, { bigint: true });
    const dry = await rollBackFile({ file, flag: 'recommender', to: 'v12', dryRun: true });
    expect(await written()).toBe(text);
    const after = await stat(file, { bigint: true });
    expect([after.mtimeNs, after.ino]).toEqual([before.mtimeNs, before.ino]);
    expect(await rollBackFile({ file, flag: 'recommender', to: 'v12' })).toEqual(dry);
  });

  test.each([{}, { from: 'v13' }])('changes nothing the second time: %j', async (options) => {
    await rollBack(text);
    const { mtimeNs } = await stat(file, { bigint: true });
    const again = await rollBackFile({ file, flag: 'recommender', to: 'v12', ...options });
    expect(again).toEqual({ from: undefined, diff: '', notes: [], warnings: [], ...options });
    expect(await written()).toBe(expected);
    expect((await stat(file, { bigint: true })).mtimeNs).toBe(mtimeNs);
  });
});

describe('a violation that is there already is warned about and does not stand in the way:', () => {
  test.each<[what: string, from: string, to: string, warning: RegExp]>([
    [
      'in another flag',
      '"variants": { "v13": 1e3 }',
      '"variants": { "v13": null }',
      /: \/flags\/ranking\/variants: .*null/,
    ],
    [
      'a flag without variants',
      '"variants": { "v13": 1e3 }, ',
      '',
      /: \/flags\/ranking\/variants: must be/,
    ],
    [
      'a flag that is no object',
      '"ranking": {',
      '"other": 7, "ranking": {',
      /: \/flags\/other: must be an object/,
    ],
    ['in the metadata', '"flagSetId": "shop"', '"flagSetId": []', /: \/metadata\/flagSetId: /],
    [
      'in this flag',
      '"state": "ENABLED",\n',
      '"state": "ON",\n',
      /: \/flags\/recommender\/state: .*ENABLED/,
    ],
    ['a weight', '9e1', '"90"', /: \/flags\/recommender\/targeting\/fractional\/0\/1: /],
    [
      'an unknown operator',
      '"ranking": {',
      '"ranking": { "targeting": { "nope": [] },',
      /: \/flags\/ranking\/targeting: .*no operator "nope"/,
    ],
    [
      'evaluators that are none',
      '"metadata"',
      '"$evaluators": "none",\n  "metadata"',
      /: \/\$evaluators: must be an object/,
    ],
  ])('%s', async (_, from, to, warning) => {
    const wrong = (value: string) => value.replace(from, to);
    expect(wrong(text)).not.toBe(text);
    const { warnings } = await rollBack(wrong(text));
    expect(await written()).toBe(wrong(expected));
    expect(warnings).toEqual([expect.stringMatching(warning)]);
    expect(warnings[0]).toContain(file);
  });

  test('and where it keeps flagd from taking up the file at all, that is said as well', async () => {
    const { notes } = await rollBack(text.replace('"ranking": {', '"other": 7, "ranking": {'));
    expect(notes).toEqual([expect.stringMatching(/flagd takes up no change .*: \/flags\/other$/)]);
    expect((await rollBack(text.replace('9e1', '"90"'))).notes).toEqual([]);
  });

  test('a version that is no number stays, and that is said', async () => {
    const { notes } = await rollBack(text.replace('"41"', '"1.2.3"'));
    expect(await written()).toBe(expected.replace('"42"', '"1.2.3"'));
    expect(notes).toEqual([expect.stringContaining('no whole number')]);
  });
});

const three = text.replace('["v12", 9e1]', '["v11", 5], ["v12", 9e1]');

describe('a refusal names the file and what is wrong, and leaves the file byte for byte as it was:', () => {
  test.each<
    [
      what: string,
      text: string | Buffer,
      options: Partial<FileRollback>,
      code: string,
      message: RegExp,
    ]
  >([
    ['an empty file', '', {}, 'not-json', /it is empty/],
    ['no JSON', 'flags:\n  a: 1\n', {}, 'not-json', /line 1, column 1/],
    ['half a file', text.slice(0, 300), {}, 'not-json', /line \d+, column \d+/],
    ['comments', text.replace('"flags"', '// ours\n  "flags"'), {}, 'not-json', /line 3.*comment/],
    ['a trailing comma', text.replace('1e1]\n', '1e1],\n'), {}, 'not-json', /line 12, column 9/],
    ['a byte order mark, which flagd refuses', `\uFEFF${text}`, {}, 'not-json', /byte order mark/],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), {}, 'not-utf8', /UTF-8/],
    ['a list', '[]', {}, 'no-flags', /must be an object/],
    ['no flags', '{}', {}, 'no-flags', /has no "flags"/],
    ['flags in a list', '{"flags":[]}', {}, 'no-flags', /\/flags: must be an object/],
    ['an unknown flag', text, { flag: 'search' }, 'flag-unknown', /"search".*recommender, ranking/],
    [
      'an unknown flag and version',
      text,
      { flag: 'search', from: 'v13' },
      'flag-unknown',
      /"search"/,
    ],
    [
      'a flag without variants',
      '{"flags":{"recommender":{}}}',
      {},
      'flag-invalid',
      /"recommender"/,
    ],
    ['an unknown version', text, { from: 'v99' }, 'variant-unknown', /"v99".*v11, v12, v13/],
    ['an unknown successor', text, { to: 'v99' }, 'variant-unknown', /"v99".*v11, v12, v13/],
    ['the same version', text, { from: 'v12' }, 'same-version', /"v12".*cannot replace itself/],
    ['two candidates', three, {}, 'from-ambiguous', /v11, v13 besides "v12"/],
  ])('%s', async (_, before, options, code, message) => {
    const error: unknown = await rollBack(before, options).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'LastgoodError',
      code,
      message: expect.stringMatching(message),
    });
    expect((error as Error).message.startsWith(`${file}: `)).toBe(true);
    expect((error as Error).message).not.toContain('\n');
    expect((await readFile(file)).equals(Buffer.from(before))).toBe(true);
    expect(await readdir(folder)).toEqual(['flags.json']);
  });

  test('a pipe, which nobody may ever write into', async () => {
    execFileSync('mkfifo', [file]);
    await expect(rollBackFile({ file, flag: 'recommender', to: 'v12' })).rejects.toMatchObject({
      code: 'file-unreadable',
      message: `cannot read ${file}: it is no regular file`,
    });
  });

  test('no file', async () => {
    await expect(rollBackFile({ file, flag: 'a', to: 'b' })).rejects.toMatchObject({
      code: 'file-unreadable',
      message: `cannot read ${file}: no such file or directory`,
    });
  });

  test('a folder', async () => {
    await expect(rollBackFile({ file: folder, flag: 'a', to: 'b' })).rejects.toMatchObject({
      code: 'file-unreadable',
      message: expect.stringMatching(/directory/),
    });
  });

  // Root may read everything.
  test.skipIf(process.getuid?.() === 0)('a file that may not be read', async () => {
    await writeFile(file, text);
    await chmod(file, 0);
    await expect(rollBackFile({ file, flag: 'a', to: 'b' })).rejects.toMatchObject({
      code: 'file-unreadable',
      message: `cannot read ${file}: permission denied`,
    });
  });
});
