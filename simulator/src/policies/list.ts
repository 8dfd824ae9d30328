import { readdir } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';

import { shippedPolicy } from '../scenarios/library.ts';

/** Which files are policies. */
const named = /(^|\.)lastgood\.ya?ml$/;

/** The policy files that come with Lastgood, and those of a folder and of `examples` in it; as paths from that folder. */
export async function listPolicies(folder: string): Promise<string[]> {
  const folders = [folder, join(folder, 'examples'), shippedPolicy('')];
  const files = await Promise.all(folders.map(policiesIn));
  const paths = files.flat().map((file) => shortPath(file, folder));
  return [...new Set(paths)];
}

/** A path as it is shortest: from the folder where it is within it. */
export function shortPath(file: string, folder: string): string {
  const path = relative(folder, file);
  return path.startsWith('..') ? file : path;
}

/** Whether a policy file comes with Lastgood; a path from the folder. */
export function isShipped(file: string, folder: string): boolean {
  return resolve(folder, file) === resolve(shippedPolicy(basename(file)));
}

async function policiesIn(folder: string): Promise<string[]> {
  try {
    const files = await readdir(folder);
    return files
      .filter((file) => named.test(file))
      .sort()
      .map((file) => join(folder, file));
  } catch {
    // There need not be such a folder.
    return [];
  }
}
