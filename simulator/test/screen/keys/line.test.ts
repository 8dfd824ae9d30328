import { describe, expect, test } from 'vitest';

import { lineAfter, lineOf, type Line } from '../../../src/screen/keys/line.ts';

/** The line as it is seen, with the cursor as `|`. */
function written(keys: readonly string[], start = ''): string {
  let line: Line = lineOf(start);
  for (const key of keys) line = lineAfter(line, key) ?? line;
  return `${line.text.slice(0, line.cursor)}|${line.text.slice(line.cursor)}`;
}

describe('lineAfter', () => {
  test.each<[string, string[], string, string]>([
    ['letters', ['a', 'b', 'space', 'ä'], '', 'ab ä|'],
    ['in the middle', ['left', 'left', 'x'], 'abc', 'ax|bc'],
    ['no further than the ends', ['home', 'left', 'end', 'right'], 'abc', 'abc|'],
    ['backspace', ['left', 'backspace'], 'abc', 'a|c'],
    ['backspace at the begin', ['home', 'backspace'], 'abc', '|abc'],
    ['what is under the cursor', ['ctrl+a', 'ctrl+d'], 'abc', '|bc'],
    ['all before', ['left', 'ctrl+u'], 'abc', '|c'],
    ['all after', ['ctrl+a', 'right', 'ctrl+k'], 'abc', 'a|'],
    ['a word', ['ctrl+w'], 'data/electricity.jsonl', 'data/|'],
    ['a word and its slash', ['ctrl+w', 'ctrl+w'], 'a/data/x', 'a/|'],
  ])('%s', (_name, keys, start, expected) => {
    expect(written(keys, start)).toBe(expected);
  });

  test.each(['up', 'tab', 'enter', 'esc', 'ctrl+c', 'page up'])('%s does not write', (key) => {
    expect(lineAfter(lineOf('abc'), key)).toBeUndefined();
  });
});
