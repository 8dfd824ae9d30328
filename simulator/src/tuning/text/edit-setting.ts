import { isDeepStrictEqual } from 'node:util';

import { LastgoodError } from '@lastgood/triggers';

import type { Setting } from '../knob.ts';
import { checkEdit } from './check-edit.ts';
import { applied } from './edit.ts';
import { readDocument } from './nodes.ts';
import { plainAt, plainSetting } from './plain.ts';
import { settingEdits } from './setting-edits.ts';
import { writer } from './writer.ts';

/**
 * The text of a policy file with another setting at a place. All else stays as it is written, comments, order, quotes and
 * spaces included; what the file does not have yet is added beside its neighbours.
 *
 * @param place the keys that lead to it, from the root
 * @throws LastgoodError `policy-not-editable` where another place would change with it, or a comment would go
 */
export function editSetting(
  text: string,
  place: readonly string[],
  setting: Setting,
  file: string,
): string {
  const document = readDocument(text);
  const value = plainSetting(setting);
  if (isDeepStrictEqual(plainAt(document.toJS(), place), value)) return text;
  const edited = applied(text, settingEdits({ text, document, write: writer(text) }, place, value));
  const fault = checkEdit(text, edited, place, value);
  if (fault === undefined) return edited;
  const where = place.slice(2).join('.');
  throw new LastgoodError('policy-not-editable', `${file}: ${where}: ${fault}`);
}
