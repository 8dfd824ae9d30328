import { readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * The file that a path stands for, without links: there may be none yet, also where a link leads.
 *
 * @throws the system's error if its folder is not there, or links lead in a circle
 */
export async function targetOf(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const folder = await realpath(dirname(file));
  const name = join(folder, basename(file));
  const link = await readlink(name).catch(() => undefined);
  return link === undefined ? name : targetOf(resolve(folder, link));
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
