import {
  chmod,
  lstat,
  mkdir,
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

import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';

import { writeWhole } from '../../src/files/write-whole.ts';
import { mountTinyDisk } from './tiny-disk.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastgood-'));
  file = join(folder, 'flags.json');
  await writeFile(file, 'old');
});

afterEach(() => rm(folder, { recursive: true }));

const write = (path: string, text = 'new'): Promise<void> => writeWhole(path, text, async () => {});

test('the new text stands in the place of the old one, and nothing else is left', async () => {
  await write(file);
  expect(await readFile(file, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['flags.json']);
});

test('a file that there was not is made, as others are', async () => {
  await write(join(folder, 'a.yaml'));
  await writeFile(join(folder, 'b.yaml'), '');
  expect(await readFile(join(folder, 'a.yaml'), 'utf8')).toBe('new');
  const [made, other] = await Promise.all(
    ['a', 'b'].map((one) => stat(join(folder, `${one}.yaml`))),
  );
  expect(made?.mode).toBe(other?.mode);
  expect(await readdir(folder)).toEqual(['a.yaml', 'b.yaml', 'flags.json']);
});

test('a reader that has the file open goes on with the old text', async () => {
  const before = (await stat(file)).ino;
  await write(file);
  expect((await stat(file)).ino).not.toBe(before);
});

test.each([0o600, 0o644, 0o664, 0o444])('the mode %o stays', async (mode) => {
  await chmod(file, mode);
  await write(file);
  expect((await stat(file)).mode & 0o7777).toBe(mode);
});

describe('the modification time is strictly later', () => {
  const modified = async (): Promise<bigint> => (await stat(file, { bigint: true })).mtimeNs;

  test('when the file was written just now, many times', async () => {
    for (let text = 0; text < 20; text += 1) {
      const before = await modified();
      await write(file, String(text));
      expect(await modified()).toBeGreaterThan(before);
    }
  });

  test.each(['2001-01-01T00:00:00.000Z', '2100-01-01T00:00:00.123Z'])(
    'when it was %s',
    async (time) => {
      await utimes(file, new Date(time), new Date(time));
      const before = await modified();
      await write(file);
      expect(await modified()).toBeGreaterThan(before);
    },
  );

  test('and of today, when the old one lies in the past', async () => {
    await utimes(file, 0, 0);
    const start = BigInt(Date.now() - 5000) * 1_000_000n;
    await write(file);
    expect(await modified()).toBeGreaterThan(start);
  });
});

describe('a link is followed and stays one', () => {
  const link = (): string => join(folder, 'link.json');

  test.each(['flags.json', 'sub/../flags.json', 'other.json'])('to %s', async (target) => {
    await mkdir(join(folder, 'sub'));
    await symlink(target, link());
    await chmod(file, 0o640);
    await write(link());
    expect(await readlink(link())).toBe(target);
    expect(await readFile(join(folder, target), 'utf8')).toBe('new');
    if (target !== 'other.json') expect((await stat(file)).mode & 0o7777).toBe(0o640);
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('also one link after another, to a file that there is not yet', async () => {
    await mkdir(join(folder, 'sub'));
    await symlink('sub/second.json', link());
    await symlink('../third.json', join(folder, 'sub', 'second.json'));
    await write(link());
    expect(await readFile(join(folder, 'third.json'), 'utf8')).toBe('new');
    expect(await readdir(join(folder, 'sub'))).toEqual(['second.json']);
  });

  test.each([
    ['nowhere/flags.json', 'there is no such folder'],
    ['link.json', 'too many symbolic links encountered'],
  ])('and is left alone where it leads to %s', async (target, reason) => {
    await symlink(target, link());
    await expect(write(link())).rejects.toThrow(`cannot write ${link()}: ${reason}`);
    expect((await lstat(link())).isSymbolicLink()).toBe(true);
    expect((await readdir(folder)).toSorted()).toEqual(['flags.json', 'link.json']);
  });
});

describe('is refused, and nothing is left behind', () => {
  test.each([
    ['', 'this is a folder'],
    ['none/a.yaml', 'there is no such folder'],
    ['flags.json/a.yaml', 'not a directory'],
  ])('at "%s"', async (path, reason) => {
    const at = join(folder, path);
    await expect(write(at)).rejects.toMatchObject({
      code: 'file-unwritable',
      message: `cannot write ${at}: ${reason}`,
    });
    expect(await readdir(folder)).toEqual(['flags.json']);
  });

  test('where no file stands but a device', async () => {
    await expect(write('/dev/null')).rejects.toThrow('/dev/null: this is no regular file');
  });

  test('where the caller refuses at the last moment', async () => {
    const refusing = writeWhole(file, 'new', async (target) => {
      expect((await readdir(folder)).length).toBe(2);
      throw new Error(`not ${target}`);
    });
    await expect(refusing).rejects.toThrow(`cannot write ${file}: not ${file}`);
    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['flags.json']);
  });

  // Nothing is read-only for root.
  test.skipIf(process.getuid?.() === 0)('in a folder that nobody may write in', async () => {
    await chmod(folder, 0o555);
    try {
      await expect(write(file)).rejects.toThrow(`cannot write ${file}: permission denied`);
      expect(await readFile(file, 'utf8')).toBe('old');
      expect(await readdir(folder)).toEqual(['flags.json']);
    } finally {
      await chmod(folder, 0o755);
    }
  });
});

const disk = mountTinyDisk();
afterAll(() => disk?.unmount());

// Only root can mount one.
describe.skipIf(!disk)('on a disk of 16 KiB', () => {
  const place = join(disk?.folder ?? '', 'a.yaml');

  test('that is full all stays as it was', async () => {
    await writeFile(place, 'before');
    const room = 'x'.repeat(20_000);
    await expect(write(place, room)).rejects.toMatchObject({
      code: 'file-unwritable',
      message: `cannot write ${place}: no space left on device`,
    });
    expect(await readFile(place, 'utf8')).toBe('before');
    expect(await readdir(disk?.folder ?? '')).toEqual(['a.yaml']);
  });

  test('that is read-only all stays as it was', async () => {
    await writeFile(place, 'before');
    disk?.makeReadOnly();
    await expect(write(place)).rejects.toThrow(`cannot write ${place}: read-only file system`);
    expect(await readFile(place, 'utf8')).toBe('before');
    expect(await readdir(disk?.folder ?? '')).toEqual(['a.yaml']);
  });
});
