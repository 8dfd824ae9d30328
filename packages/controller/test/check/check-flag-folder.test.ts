import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { checkFlagFolder, describeViolation } from '../../src/check/check-flag-folder.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastgood-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** Writes the files and checks the folder; the lines as they are shown, without the folder. */
async function check(files: Record<string, object | string>): Promise<string[]> {
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await writeFile(join(folder, name), text);
  }
  const { violations } = await checkFlagFolder(folder);
  return violations.map((violation) => describeViolation(violation).replaceAll(`${folder}/`, ''));
}

const sound = { state: 'ENABLED', variants: { v12: 'v12', v13: 'v13' }, defaultVariant: 'v12' };

describe('a folder without violations', () => {
  test('is the shipped one', async () => {
    const shipped = fileURLToPath(new URL('../../../../flags', import.meta.url));
    expect(await checkFlagFolder(shipped)).toEqual({ files: 1, flags: 1, violations: [] });
  });

  test('may hold what flagd takes, and files of other kinds', async () => {
    const gold = { '==': [{ var: 'tier' }, 'gold'] };
    const flags = {
      switched: { state: 'DISABLED', variants: { on: true, off: false }, defaultVariant: null },
      numbered: { state: 'ENABLED', variants: { few: 1, many: 2.5 } },
      shaped: {
        state: 'ENABLED',
        variants: { a: { depth: 1 } },
        defaultVariant: 'a',
        targeting: {},
      },
      split: {
        ...sound,
        targeting: {
          if: [
            { $ref: 'gold' },
            {
              fractional: [
                { cat: [{ var: '$flagd.flagKey' }, { var: 'email' }] },
                ['v12', 1],
                ['v13', 1],
              ],
            },
            { sem_ver: [{ var: 'app' }, '>=', '1.2.0'] },
            'v13',
            { or: [{ starts_with: [{ var: 'email' }, 'a'] }, { in: ['x', { var: 'list' }] }] },
            null,
            'v12',
          ],
        },
      },
    };
    const metadata = { flagSetId: 'shop', version: '1' };
    await mkdir(join(folder, 'nested.json.d'));
    const files = {
      'a.json': { flags, metadata, $evaluators: { gold } },
      'b.json': { flags: { other: sound }, $evaluators: { gold } },
      'readme.md': 'no flags',
      '.hidden.json': 'no flags either',
    };
    expect(await check(files)).toEqual([]);
    expect(await checkFlagFolder(folder)).toMatchObject({ files: 2, flags: 5 });
  });

  test('may be one file', async () => {
    await check({ 'a.json': { flags: { sound } }, 'b.json': '' });
    expect(await checkFlagFolder(join(folder, 'a.json'))).toMatchObject({
      files: 1,
      violations: [],
    });
  });
});

describe('every violation is named with file and path', () => {
  test('of all flags and properties, not only the first', async () => {
    const flags = {
      one: { state: 'ON', variants: { a: 'a', b: 1 }, defaultVariant: 'c', metadata: { x: null } },
      two: { variants: {}, defaultVariant: 3 },
      three: [],
      four: { state: 'ENABLED', variants: { 13: 'a' }, defaultVariant: 13 },
      five: { state: 'ENABLED', variants: { 0: 'a' }, defaultVariant: 0 },
      'a/b': { state: 'ENABLED', targeting: {} },
      sound,
    };
    expect(await check({ 'a.json': { flags, metadata: { version: [], flagSetId: {} } } })).toEqual([
      'a.json: /metadata/version: must be string,number,boolean',
      'a.json: /metadata/flagSetId: must be string,number,boolean',
      'a.json: /flags/one/state: must be ENABLED or DISABLED and is "ON"',
      'a.json: /flags/one/defaultVariant: "c" is not one of the variants: a, b',
      expect.stringMatching(/^a\.json: \/flags\/one\/variants: .*: a is a string, b is a number$/),
      'a.json: /flags/one/metadata/x: must be string,number,boolean',
      'a.json: /flags/two/state: must be ENABLED or DISABLED and is missing',
      'a.json: /flags/two/defaultVariant: 3 is not one of the variants: none',
      expect.stringMatching(/^a\.json: \/flags\/two\/variants: /),
      'a.json: /flags/three: must be an object',
      'a.json: /flags/four/defaultVariant: 13 is not one of the variants: 13',
      expect.stringMatching(/^a\.json: \/flags\/five\/defaultVariant: must be /),
      'a.json: /flags/a~1b/variants: must be an object of variants',
    ]);
  });

  test('of all operations of a rule, conditions included', async () => {
    const targeting = {
      if: [
        { nope: [1] },
        {
          fractional: [
            ['v12', '90'],
            ['v13', 10],
          ],
        },
        { sem_ver: [{ var: 'app' }, 'about', '1.2.0'] },
        { and: [{ '==': [1] }, 'v12'] },
        { if: ['v12'], or: ['v12'] },
      ],
    };
    expect(await check({ 'a.json': { flags: { one: { ...sound, targeting } } } })).toEqual([
      `a.json: /flags/one/targeting/if/0: flagd's schema has no operator "nope"`,
      'a.json: /flags/one/targeting/if/1/fractional/0/1: must be integer',
      expect.stringMatching(
        /^a\.json: \/flags\/one\/targeting\/if\/2\/sem_ver\/1: must be one of /,
      ),
      expect.stringMatching(/^a\.json: \/flags\/one\/targeting\/if\/3\/and\/0/),
      'a.json: /flags/one/targeting/if/4: must have one operator and has if, or',
    ]);
  });

  test.each<[what: string, targeting: unknown, path: string, message: string]>([
    [
      'a variant that is not there',
      { if: [true, 'v14'] },
      '/if/1',
      '"v14" is not one of the variants of "one": v12, v13',
    ],
    [
      'a bucket of none',
      {
        fractional: [
          ['v14', 1],
          ['v12', 1],
        ],
      },
      '/fractional/0/0',
      '"v14" is not one of the variants of "one": v12, v13',
    ],
    [
      'weights of zero',
      {
        fractional: [
          ['v12', 0],
          ['v13', 0],
        ],
      },
      '/fractional',
      'all weights are zero',
    ],
    [
      'too much weight',
      {
        fractional: [
          ['v12', 2 ** 31 - 1],
          ['v13', 1],
        ],
      },
      '/fractional',
      'the weights add up to more than 2147483647',
    ],
    [
      'a reference to nothing',
      { if: [{ $ref: 'late' }, 'v12'] },
      '/if/0',
      'there is no evaluator "late"',
    ],
    ['a rule that is a text', 'v12', '', 'must be an object'],
    ['a rule that is null', null, '', 'must be an object'],
  ])('such as %s', async (_, targeting, path, message) => {
    expect(await check({ 'a.json': { flags: { one: { ...sound, targeting } } } })).toEqual([
      `a.json: /flags/one/targeting${path}: ${message}`,
    ]);
  });

  test('of evaluators', async () => {
    const $evaluators = {
      gold: { '==': [{ var: 'tier' }, 'gold'] },
      early: { if: [{ $ref: 'gold' }, 'v12', 'v13'] },
      circle: { if: [{ $ref: 'circle' }, 'v12'] },
      wrong: { nope: [] },
      text: 'v12',
    };
    expect(await check({ 'a.json': { flags: { sound }, $evaluators } })).toEqual([
      expect.stringMatching(
        /^a\.json: \/\$evaluators\/early: refers to "gold", .* defined after it/,
      ),
      'a.json: /$evaluators/circle/if/0: the evaluator "circle" refers back to itself',
      `a.json: /$evaluators/wrong: flagd's schema has no operator "nope"`,
      'a.json: /$evaluators/text: must be an object',
    ]);
  });

  test('of files that are no flag files', async () => {
    const files = {
      'comment.json': '{\n  // ours\n  "flags": {} }',
      'empty.json': '',
      'list.json': [],
      'none.json': {},
      'torn.json': '{"flags": {"a"',
    };
    expect(await check(files)).toEqual([
      expect.stringMatching(/^comment\.json: is not JSON: line 2, column 3: .*comment/),
      'empty.json: is not JSON: it is empty',
      'list.json: must be an object',
      expect.stringMatching(/^none\.json: has no "flags"/),
      expect.stringMatching(/^torn\.json: is not JSON: line 1, column 15/),
    ]);
  });

  test('of names that stand there twice', async () => {
    const text = `{"flags":{"one":${JSON.stringify(sound)}, "one":${JSON.stringify(sound)}}}`;
    expect(await check({ 'a.json': text })).toEqual([
      'a.json: /flags/one: is there more than once, and only the last one counts',
    ]);
  });

  test('of what two files define', async () => {
    const files = {
      'a.json': { flags: { one: sound }, $evaluators: { gold: { '==': [1, 1] } } },
      'b.json': { flags: { one: sound }, $evaluators: { gold: { '==': [1, 2] } } },
    };
    expect(await check(files)).toEqual([
      'b.json: /flags/one: a.json defines this flag too',
      'b.json: /$evaluators/gold: a.json defines this evaluator differently',
    ]);
  });

  test('of a folder without flag files', async () => {
    expect(await check({ 'readme.md': '' })).toEqual([`${folder}: holds no *.json file`]);
  });
});

test('a folder that is not there cannot be checked', async () => {
  await expect(checkFlagFolder(join(folder, 'nowhere'))).rejects.toMatchObject({
    code: 'file-unreadable',
    message: `cannot read ${folder}/nowhere: no such file or directory`,
  });
});
