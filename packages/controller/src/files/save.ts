import { stat } from 'node:fs/promises';

import { LastgoodError } from '@lastgood/triggers';

import { isMissing } from './target.ts';
import { writeWhole } from './write-whole.ts';

/**
 * Writes a file whole or not at all. One that is replaced keeps its mode, and a link leads where it did.
 *
 * @param overwrite whether a file that is there already may be replaced
 * @throws LastgoodError `file-exists`; `file-unwritable` with the reason; nothing is changed then
 */
export async function saveFile(
  file: string,
  text: string,
  { overwrite }: { readonly overwrite: boolean },
): Promise<void> {
  const demandFree = async (target: string): Promise<void> => {
    if (overwrite || !(await exists(target))) return;
    throw new LastgoodError('file-exists', `${file} exists already`);
  };
  await writeWhole(file, text, demandFree);
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
