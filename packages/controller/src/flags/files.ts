import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { LastgoodError } from '@lastgood/triggers';

import { systemReason } from '../files/system-reason.ts';

/**
 * The flag files at a path: the file itself, or every `*.json` right inside the folder, by name.
 *
 * @throws LastgoodError `file-unreadable`
 */
export async function listFlagFiles(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const names = await readdir(path);
    return names
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .sort()
      .map((name) => join(path, name));
  } catch (error) {
    throw unreadable(path, error);
  }
}

/**
 * The text of a file, byte for byte: a byte order mark stays.
 *
 * @throws LastgoodError `file-unreadable`, `not-utf8`
 */
export async function readText(file: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw unreadable(file, error);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new LastgoodError('not-utf8', `${file}: is not text in UTF-8`, { cause });
  }
}

/**
 * Refuses what can be read but not replaced: reading a pipe would wait for somebody to write into it.
 *
 * @throws LastgoodError `file-unreadable`
 */
export async function requireReplaceable(file: string): Promise<void> {
  const found = await stat(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  // A folder is refused by the attempt to read it, in the system's own words.
  if (found.isFile() || found.isDirectory()) return;
  throw new LastgoodError('file-unreadable', `cannot read ${file}: it is no regular file`);
}

function unreadable(path: string, error: unknown): LastgoodError {
  return new LastgoodError('file-unreadable', `cannot read ${path}: ${systemReason(error)}`, {
    cause: error,
  });
}
