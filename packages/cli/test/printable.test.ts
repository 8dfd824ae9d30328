import { expect, it, test } from 'vitest';

import { printable } from '../src/printable.ts';

test.each([
  [
    'an escape sequence',
    '\u001B[31mred\u001B]0;title\u0007',
    '\\u001b[31mred\\u001b]0;title\\u0007',
  ],
  ['an escape sequence of one byte', 'v\u009B31m', 'v\\u009b31m'],
  ['a return to the begin of the line', 'bad\rgood', 'bad\\u000dgood'],
  ['a delete and a backspace', 'a\u007F\b', 'a\\u007f\\u0008'],
  ['a text from right to left', 'v\u202E31', 'v\\u202e31'],
  ['what some take for the end of a line', 'a\u0085b\u2028c', 'a\\u0085b\\u2028c'],
])('%s is written out', (_, text, expected) => {
  expect(printable(text)).toBe(expected);
});

it('leaves ends of lines, tabs, and letters of all kinds as they are', () => {
  const text = 'v13: 2 % – ok\r\n\tversión 版本 نسخة 👩‍💻\n';
  expect(printable(text)).toBe(text);
});

it('leaves the meaning of JSON as it is', () => {
  const value = { 'v\u009B31m': '\u001B[0m\u007F\u202E\u2028\n\t"\\' };
  const text = printable(JSON.stringify(value));
  expect(text).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028]/u);
  expect(JSON.parse(text)).toEqual(value);
});
