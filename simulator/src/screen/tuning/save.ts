import { basename, dirname, join } from 'node:path';

import { saveFile } from '@lastgood/controller';
import { LastgoodError } from '@lastgood/triggers';

import { lineOf } from '../keys/line.ts';
import type { Tuning } from './tuning.ts';

const ending = '.lastgood.yaml';

/** Where a tuned policy is saved if its user has no other wish: in the current folder, beside what it began with. */
export function tunedName(file: string): string {
  const name = basename(file)
    .replace(/(\.?lastgood)?\.ya?ml$/, '')
    .replace(/\.tuned$/, '');
  return `${name === '' ? '' : `${name}.`}tuned${ending}`;
}

/** Asks for the name of the file. */
export function askForName(tuning: Tuning): void {
  const { setup, saved } = tuning.session.get();
  const name = saved?.file ?? tunedName(setup.policy.file);
  tuning.show({ mode: { kind: 'naming', line: lineOf(name) } });
}

/** Saves the present policy, and says where it is and how to use it. */
export async function save(tuning: Tuning, file: string, overwrite: boolean): Promise<void> {
  const { setup } = tuning.session.get();
  if (file.trim() === '') {
    tuning.say('the file needs a name', true);
    return;
  }
  try {
    await saveFile(file, setup.policy.text, { overwrite });
  } catch (error) {
    if (!(error instanceof LastgoodError)) throw error;
    if (error.code === 'file-exists') tuning.show({ mode: { kind: 'replacing', file } });
    else tuning.say(error.message, true);
    return;
  }
  tuning.session.savedIn(file, setup.policy.text);
  const used = `npx lastgood simulate --policy ${join(dirname(file), basename(file))}`;
  tuning.show({
    mode: { kind: 'knobs' },
    message: { text: `saved in ${file}. Use it: ${used}`, wrong: false },
  });
}
