import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * A path completed as far as it is clear, as a shell does; as it is where nothing begins like it. At once, so that what
 * is typed next comes after it.
 */
export function completed(path: string, folder: string): string {
  const within = path.endsWith('/') || path === '' ? path : dirname(path);
  const begun = path.slice(path.lastIndexOf('/') + 1);
  const entries = entriesOf(resolve(folder, within));
  const fitting = entries.filter((entry) => entry.startsWith(begun));
  const [first] = fitting;
  if (first === undefined) return path;
  let common = first;
  for (const entry of fitting) while (!entry.startsWith(common)) common = common.slice(0, -1);
  return path.includes('/') ? `${path.slice(0, path.lastIndexOf('/') + 1)}${common}` : common;
}

/** Folders with a slash; those that are hidden only show themselves to who knows them. */
function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith('.'))
      .map((entry) => (entry.isDirectory() ? join(entry.name, '/') : entry.name));
  } catch {
    return [];
  }
}
