import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { LastgoodError } from '@lastgood/triggers';

/**
 * Writes a file whole or not at all: a temporary one beside it is on the disk before it takes the name.
 *
 * @param overwrite whether a file that is there already may be replaced
 * @throws LastgoodError `file-exists`; `file-not-written` with the reason, and nothing is changed
 */
export async function saveFile(
  file: string,
  text: string,
  { overwrite }: { readonly overwrite: boolean },
): Promise<void> {
  if (!overwrite && (await exists(file))) {
    throw new LastgoodError('file-exists', `${file} exists already`);
  }
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    await writeThrough(temporary, text);
    await rename(temporary, file);
    await syncFolder(dirname(file));
  } catch (error) {
    // The first reason is the one to tell.
    await rm(temporary, { force: true }).catch(() => {});
    throw new LastgoodError('file-not-written', `${file}: ${reason(error)}`, { cause: error });
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
}

async function writeThrough(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The name is on the disk as well. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  EACCES: 'this may not be written',
  EPERM: 'this may not be written',
  EROFS: 'this may not be written: the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'this is a folder',
  ENOTDIR: 'a part of the path is no folder',
};

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
