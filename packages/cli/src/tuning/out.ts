import { access } from 'node:fs/promises';

import { saveFile } from '@lastgood/controller';
import { readPolicies } from '@lastgood/simulator';
import { LastgoodError } from '@lastgood/triggers';

/**
 * Makes sure, before long work, that a file may take a policy: there is none yet, or it is a policy that is to be replaced.
 *
 * @throws LastgoodError `out-no-policy`
 */
export async function demandReplaceable(file: string): Promise<void> {
  try {
    await access(file);
  } catch {
    return;
  }
  try {
    await readPolicies(file);
  } catch (error) {
    if (!(error instanceof LastgoodError)) throw error;
    throw new LastgoodError(
      'out-no-policy',
      `--out ${file}: this file is there and is no policy, so it is not replaced`,
      { cause: error },
    );
  }
}

/** Writes the policy; what keeps it from being written is told after all that was found has been printed. */
export async function written(file: string, text: string): Promise<LastgoodError | undefined> {
  try {
    await saveFile(file, text, { overwrite: true });
    return undefined;
  } catch (error) {
    if (error instanceof LastgoodError) return error;
    throw error;
  }
}
