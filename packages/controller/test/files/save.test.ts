import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { saveFile } from '../../src/files/save.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastgood-save-'));
  file = join(folder, 'a.yaml');
});

afterEach(() => rm(folder, { recursive: true }));

test('a file is replaced only if it may be', async () => {
  await saveFile(file, 'first\n', { overwrite: false });
  await expect(saveFile(file, 'second\n', { overwrite: false })).rejects.toMatchObject({
    code: 'file-exists',
    message: `${file} exists already`,
  });
  expect(await readFile(file, 'utf8')).toBe('first\n');
  await saveFile(file, 'second\n', { overwrite: true });
  expect(await readFile(file, 'utf8')).toBe('second\n');
  expect(await readdir(folder)).toEqual(['a.yaml']);
});

test('so is one that a link leads to', async () => {
  const link = join(folder, 'link.yaml');
  await symlink('a.yaml', link);
  await saveFile(link, 'first\n', { overwrite: false });
  await expect(saveFile(link, 'second\n', { overwrite: false })).rejects.toThrow('exists already');
  expect(await readFile(file, 'utf8')).toBe('first\n');
  expect(await readdir(folder)).toEqual(['a.yaml', 'link.yaml']);
});
