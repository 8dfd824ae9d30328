import { mkdtemp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { saveFile } from '../../src/files/save.ts';

/** What opening a file to write, or writing to it, fails with: a disk that is full cannot be had in a test. */
const failing = vi.hoisted(() => ({ open: '', write: '' }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const failure = (code: string): Error => Object.assign(new Error(`${code}: no`), { code });
  return {
    ...real,
    open: async (...args: Parameters<typeof real.open>) => {
      if (args[1] !== 'wx') return real.open(...args);
      if (failing.open !== '') throw failure(failing.open);
      const handle = await real.open(...args);
      if (failing.write !== '') {
        handle.writeFile = async (data) => {
          await handle.write(String(data).slice(0, 3));
          throw failure(failing.write);
        };
      }
      return handle;
    },
  };
});

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastgood-save-'));
});
afterEach(() => Object.assign(failing, { open: '', write: '' }));

describe('saveFile', () => {
  test('writes the file, and leaves nothing beside it', async () => {
    const file = join(folder, 'a.yaml');
    await saveFile(file, 'text\n', { overwrite: false });
    expect(await readFile(file, 'utf8')).toBe('text\n');
    expect(await readdir(folder)).toEqual(['a.yaml']);
  });

  test('replaces a file only if it may', async () => {
    const file = join(folder, 'a.yaml');
    await writeFile(file, 'before');
    await expect(saveFile(file, 'after', { overwrite: false })).rejects.toMatchObject({
      code: 'file-exists',
      message: `${file} exists already`,
    });
    expect(await readFile(file, 'utf8')).toBe('before');
    await saveFile(file, 'after', { overwrite: true });
    expect(await readFile(file, 'utf8')).toBe('after');
  });

  test.each([
    ['open', 'EACCES', 'this may not be written'],
    ['open', 'EROFS', 'this may not be written: the file system is read-only'],
    ['write', 'ENOSPC', 'the disk is full'],
    ['write', 'EIO', 'EIO: no'],
  ] as const)('when %s fails with %s all stays as it was', async (when, code, reason) => {
    const file = join(folder, 'a.yaml');
    await writeFile(file, 'before');
    failing[when] = code;
    await expect(saveFile(file, 'after', { overwrite: true })).rejects.toMatchObject({
      code: 'file-not-written',
      message: `${file}: ${reason}`,
    });
    expect(await readFile(file, 'utf8')).toBe('before');
    expect(await readdir(folder)).toEqual(['a.yaml']);
  });

  test('says what is wrong with the path', async () => {
    await writeFile(join(folder, 'file'), '');
    await mkdir(join(folder, 'sub'));
    const save = (path: string): Promise<void> =>
      saveFile(join(folder, path), 'text', { overwrite: true });
    await expect(save('none/a.yaml')).rejects.toThrow('there is no such folder');
    await expect(save('file/a.yaml')).rejects.toThrow('a part of the path is no folder');
    await expect(save('sub')).rejects.toThrow('this is a folder');
    expect(await readdir(folder)).toEqual(['file', 'sub']);
  });
});
