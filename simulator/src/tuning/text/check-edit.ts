import { isDeepStrictEqual } from 'node:util';

import { Lexer } from 'yaml';

import { readDocument } from './nodes.ts';
import { plainAt, withPlain, type Plain } from './plain.ts';

/** Why an edited text must not take the place of the one before, in words; undefined if it may. */
export function checkEdit(
  before: string,
  after: string,
  place: readonly string[],
  setting: Plain,
): string | undefined {
  const byHand = 'set it by hand';
  const document = readDocument(after);
  if (document.errors.length > 0) return `cannot be set as the file is written: ${byHand}`;
  const wanted = withPlain(readDocument(before).toJS(), place, setting);
  const found: unknown = document.toJS();
  if (!isDeepStrictEqual(found, wanted)) {
    const other = difference(wanted, found);
    return isDeepStrictEqual(plainAt(found, place), setting) && other.length > 0
      ? `${other.join('.')} shares it by an anchor and would change with it: write one of them out`
      : `cannot be set as the file is written: ${byHand}`;
  }
  if (!isDeepStrictEqual(commentsIn(after), commentsIn(before))) {
    return `a comment stands within the present setting and would be lost: ${byHand}`;
  }
  return undefined;
}

/** The keys that lead to the first difference. */
function difference(left: unknown, right: unknown): string[] {
  const parts = typeof left === 'object' && left !== null ? Object.entries(left) : [];
  for (const [key, part] of parts) {
    const other = plainAt(right, [key]);
    if (!isDeepStrictEqual(part, other)) return [key, ...difference(part, other)];
  }
  return [];
}

/** The lexer sets this before a scalar, whose text may begin with a `#`. */
const scalarFollows = '\u001F';

function commentsIn(text: string): string[] {
  const tokens = [...new Lexer().lex(text)];
  return tokens.filter(
    (token, index) => token.startsWith('#') && tokens[index - 1] !== scalarFollows,
  );
}
