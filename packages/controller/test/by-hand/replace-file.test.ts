import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { replaceFile } from '../../src/by-hand/replace-file.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastgood-'));
  file = join(folder, 'flags.json');
  await writeFile(file, 'old');
});

afterEach(() => rm(folder, { recursive: true }));

test('the new text stands in the place of the old one', async () => {
  await replaceFile(file, 'old', 'new');
  expect(await readFile(file, 'utf8')).toBe('new');
});

test('a file that someone else changed meanwhile is left to them', async () => {
  await writeFile(file, 'theirs');
  await expect(replaceFile(file, 'old', 'new')).rejects.toMatchObject({
    code: 'file-changed',
    message: expect.stringContaining(file),
  });
  expect(await readFile(file, 'utf8')).toBe('theirs');
  expect(await readdir(folder)).toEqual(['flags.json']);
});

test('a file that is gone is not made again', async () => {
  await rm(file);
  await expect(replaceFile(file, 'old', 'new')).rejects.toMatchObject({ code: 'file-unreadable' });
  expect(await readdir(folder)).toEqual([]);
});
