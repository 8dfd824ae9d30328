import { LastgoodError } from '@lastgood/triggers';
import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';

import type { FlagDocument } from './document.ts';
import { isObject, type Json } from './json.ts';

/**
 * A flag document from the text of a file. Only its outline is looked at: `flags` is an object.
 *
 * @throws LastgoodError `not-json` with line and column, `no-flags`
 */
export function parseFlagFile(file: string, text: string): FlagDocument {
  const document = parseJson(file, text);
  if (!isObject(document)) throw new LastgoodError('no-flags', `${file}: must be an object`);
  const { flags } = document;
  if (!isObject(flags)) {
    const message =
      flags === undefined
        ? `${file}: has no "flags", and flagd's JavaScript evaluator would drop every flag`
        : `${file}: /flags: must be an object`;
    throw new LastgoodError('no-flags', message);
  }
  // What lies deeper is looked at where it is used; flagd itself carries along what it does not know.
  return document as unknown as FlagDocument;
}

function parseJson(file: string, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new LastgoodError('not-json', `${file}: is not JSON: ${reason(text)}`, { cause });
  }
}

function reason(text: string): string {
  if (text.trim() === '') return 'it is empty';
  if (text.startsWith('\uFEFF'))
    return 'it begins with a byte order mark, which flagd does not take';
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (!first) return 'it has a number or a character that JSON does not allow';
  const before = text.slice(0, first.offset).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  const what = printParseErrorCode(first.error).replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ');
  return `line ${before.length}, column ${column}: ${what.toLowerCase()}`;
}
