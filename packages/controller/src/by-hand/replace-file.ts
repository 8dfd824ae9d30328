import { LastgoodError } from '@lastgood/triggers';

import { writeWhole } from '../files/write-whole.ts';
import { readText } from '../flags/files.ts';

/**
 * Puts a new text in the place of an old one, whole.
 *
 * @throws LastgoodError `file-changed` if the file no longer holds the old text, `file-unreadable`, `file-unwritable`; it is
 *   untouched then
 */
export async function replaceFile(file: string, oldText: string, newText: string): Promise<void> {
  await writeWhole(file, newText, async () => {
    if ((await readText(file)) === oldText) return;
    throw new LastgoodError(
      'file-changed',
      `${file} was changed by someone else meanwhile: try again`,
    );
  });
}
