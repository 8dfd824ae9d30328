import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { readFlagFiles } from '../../src/flags/read.ts';
import { evaluator } from '../overlay/evaluate.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastgood-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function write(files: Record<string, object | string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await writeFile(join(folder, name), text);
  }
}

const sound = { state: 'ENABLED', variants: { v12: 'v12', v13: 'v13' }, defaultVariant: 'v12' };

describe('one file', () => {
  test('is read as it is, the metadata of its set included', async () => {
    const document = { metadata: { flagSetId: 'a', version: '7' }, flags: { one: sound } };
    await write({ 'one.json': document });
    expect(await readFlagFiles(join(folder, 'one.json'))).toEqual(document);
    expect(await readFlagFiles(folder)).toEqual(document);
  });
});

describe('several files', () => {
  test('become one document, in which each flag keeps the metadata of its file', async () => {
    const own = { ...sound, metadata: { owner: 'search', version: '3' } };
    await write({
      'a.flagd.json': {
        metadata: { flagSetId: 'a', version: '7' },
        flags: { one: sound, two: own },
      },
      'b.json': { flags: { three: sound } },
    });
    expect(await readFlagFiles(folder)).toEqual({
      flags: {
        one: { ...sound, metadata: { flagSetId: 'a', version: '7' } },
        two: { ...sound, metadata: { flagSetId: 'a', version: '3', owner: 'search' } },
        three: sound,
      },
    });
  });

  test('share evaluators of the same name that say the same', async () => {
    const gold = { if: [{ '==': [{ var: 'tier' }, 'gold'] }, 'v13', 'v12'] };
    const flag = { ...sound, targeting: { $ref: 'gold' } };
    await write({
      'a.json': { flags: { one: flag }, $evaluators: { gold } },
      'b.json': { flags: { two: flag }, $evaluators: { gold } },
    });
    const evaluate = evaluator(await readFlagFiles(folder));
    expect(evaluate('one', { tier: 'gold' }).variant).toBe('v13');
    expect(evaluate('two', { tier: 'tin' }).variant).toBe('v12');
  });

  test('are those ending in .json right in the folder, hidden ones left out', async () => {
    await mkdir(join(folder, 'archive'));
    await write({
      'a.json': { flags: { one: sound } },
      '.a.json': 'a draft',
      'README.md': 'not a flag',
      'archive/b.json': { flags: { two: sound } },
    });
    expect(Object.keys((await readFlagFiles(folder)).flags)).toEqual(['one']);
  });
});

describe('what cannot be read is refused in one line that names the file', () => {
  test.each<[string, Record<string, object | string>, string, string]>([
    ['nothing there', {}, 'no-flag-files', ': holds no *.json file'],
    [
      'broken JSON',
      { 'a.json': '{\n  "flags": {,}\n}' },
      'not-json',
      '/a.json: is not JSON: line 2,',
    ],
    ['an empty file', { 'a.json': ' \n' }, 'not-json', '/a.json: is not JSON: it is empty'],
    ['a comment', { 'a.json': '{"flags": {}} // x' }, 'not-json', '/a.json: is not JSON: line 1,'],
    ['a byte order mark', { 'a.json': '\uFEFF{"flags": {}}' }, 'not-json', 'byte order mark'],
    ['a list', { 'a.json': '[]' }, 'no-flags', '/a.json: must be an object'],
    ['no flags', { 'a.json': '{}' }, 'no-flags', '/a.json: has no "flags"'],
    [
      'flags in a list',
      { 'a.json': { flags: [] } },
      'no-flags',
      '/a.json: /flags: must be an object',
    ],
    [
      'a state that flagd does not know',
      { 'a.json': { flags: { ok: sound, one: { ...sound, state: 'on' } } } },
      'flag-invalid',
      '/a.json: /flags/one/state: must be ENABLED or DISABLED and is "on"',
    ],
    [
      'a default that is no variant',
      { 'a.json': { flags: { one: { ...sound, defaultVariant: 'v9' } } } },
      'flag-invalid',
      '/a.json: /flags/one/defaultVariant: "v9" is not one of the variants: v12, v13',
    ],
    [
      'a flag in two files',
      { 'a.json': { flags: { one: sound } }, 'b.json': { flags: { one: sound } } },
      'flag-twice',
      '/b.json: /flags/one: ',
    ],
    [
      'evaluators that differ',
      {
        'a.json': { flags: { one: sound }, $evaluators: { gold: { var: 'a' } } },
        'b.json': { flags: { two: sound }, $evaluators: { gold: { var: 'b' } } },
      },
      'evaluator-twice',
      '/b.json: /$evaluators/gold: ',
    ],
  ])('%s', async (_, files, code, message) => {
    await write(files);
    const refusal = readFlagFiles(folder);
    await expect(refusal).rejects.toMatchObject({ name: 'LastgoodError', code });
    await expect(refusal).rejects.toThrow(message);
    await expect(refusal).rejects.toThrow(/^[^\n]+$/);
  });

  test('text in Latin-1', async () => {
    await writeFile(join(folder, 'a.json'), '{"caf\xe9": 1}', 'latin1');
    await expect(readFlagFiles(folder)).rejects.toMatchObject({
      code: 'not-utf8',
      message: `${join(folder, 'a.json')}: is not text in UTF-8`,
    });
  });

  test('a path that is not there', async () => {
    await expect(readFlagFiles(join(folder, 'none'))).rejects.toMatchObject({
      code: 'file-unreadable',
      message: `cannot read ${join(folder, 'none')}: no such file or directory`,
    });
  });

  test('the other file is named too where two files clash', async () => {
    await write({ 'a.json': { flags: { one: sound } }, 'b.json': { flags: { one: sound } } });
    await expect(readFlagFiles(folder)).rejects.toThrow(join(folder, 'a.json'));
  });
});
