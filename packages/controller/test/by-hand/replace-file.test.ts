import {
  chmod,
  lstat,
  mkdtemp,
  readFile,
  readdir,
  readlink,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { replaceFile } from '../../src/by-hand/replace-file.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastgood-'));
  file = join(folder, 'flags.json');
  await writeFile(file, 'old');
});

afterEach(() => rm(folder, { recursive: true }));

const modified = async () => (await stat(file, { bigint: true })).mtimeNs;

test('the new text stands in the place of the old one, and nothing else is left', async () => {
  await replaceFile(file, 'old', 'new');
  expect(await readFile(file, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['flags.json']);
});

test('a reader that has the file open goes on with the old text', async () => {
  const before = (await stat(file)).ino;
  await replaceFile(file, 'old', 'new');
  expect((await stat(file)).ino).not.toBe(before);
});

test.each([0o600, 0o644, 0o664, 0o444])('the mode %o stays', async (mode) => {
  await chmod(file, mode);
  await replaceFile(file, 'old', 'new');
  expect((await stat(file)).mode & 0o7777).toBe(mode);
});

describe('the modification time is strictly later', () => {
  test('when the file was written just now, many times', async () => {
    for (let text = 0; text < 20; text += 1) {
      const before = await modified();
      await replaceFile(file, text === 0 ? 'old' : String(text - 1), String(text));
      expect(await modified()).toBeGreaterThan(before);
    }
  });

  test.each(['2001-01-01T00:00:00.000Z', '2100-01-01T00:00:00.123Z'])(
    'when it was %s',
    async (time) => {
      await utimes(file, new Date(time), new Date(time));
      const before = await modified();
      await replaceFile(file, 'old', 'new');
      expect(await modified()).toBeGreaterThan(before);
    },
  );

  test('and of today, when the old one lies in the past', async () => {
    await utimes(file, 0, 0);
    const start = BigInt(Date.now() - 5000) * 1_000_000n;
    await replaceFile(file, 'old', 'new');
    expect(await modified()).toBeGreaterThan(start);
  });
});

test('a link is followed and stays one', async () => {
  const link = join(folder, 'link.json');
  await symlink('flags.json', link);
  await replaceFile(link, 'old', 'new');
  expect((await lstat(link)).isSymbolicLink()).toBe(true);
  expect(await readlink(link)).toBe('flags.json');
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
  await expect(replaceFile(file, 'old', 'new')).rejects.toMatchObject({ code: 'file-unwritable' });
  expect(await readdir(folder)).toEqual([]);
});

// Nothing is read-only for root.
test.skipIf(process.getuid?.() === 0)('a folder that nobody may write in is an error', async () => {
  await chmod(folder, 0o555);
  try {
    await expect(replaceFile(file, 'old', 'new')).rejects.toMatchObject({
      code: 'file-unwritable',
      message: `cannot write ${file}: permission denied`,
    });
    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['flags.json']);
  } finally {
    await chmod(folder, 0o755);
  }
});
