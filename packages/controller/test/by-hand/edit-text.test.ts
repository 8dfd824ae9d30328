import { assert, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { editText } from '../../src/by-hand/edit-text.ts';
import type { Json, JsonObject } from '../../src/flags/json.ts';
import { rollBack } from '../../src/overlay/roll-back.ts';
import { randomDocument } from '../overlay/random-flags.ts';

function edit(text: string, change: (before: JsonObject) => Json): string {
  return editText(text, change(JSON.parse(text) as JsonObject));
}

describe('what is not changed stays as it is written', () => {
  test.each([
    ['spaces and line ends', '{ "a" :1,\r\n\r\n "b":  2 }', '{ "a" :1,\r\n\r\n "b":  3 }'],
    ['the order, odd as it is', '{"z":1,"b":2,"10":0,"2":0}', '{"z":1,"b":3,"10":0,"2":0}'],
    ['numbers', '{"a":1e3,"c":-0.0,"d":1.50,"b":2}', '{"a":1e3,"c":-0.0,"d":1.50,"b":3}'],
    [
      'numbers that lose digits',
      '{"a":12345678901234567890,"b":2}',
      '{"a":12345678901234567890,"b":3}',
    ],
    ['escapes', '{"\\u0061":"\\u00e9\\/","b":2}', '{"\\u0061":"\\u00e9\\/","b":3}'],
    ['names that stand there twice', '{"a":1,"b":1,"b":2}', '{"a":1,"b":1,"b":3}'],
    [
      'the name that objects come with',
      '{"__proto__":{"a":1e1},"b":2}',
      '{"__proto__":{"a":1e1},"b":3}',
    ],
  ])('%s', (_, before, after) => {
    expect(edit(before, (value) => ({ ...value, b: 3 }))).toBe(after);
  });

  test('all of it where nothing is changed', () => {
    const text = ' {"a" : [ 1e0 , {"b":"\\u0061"} ] }\n\n';
    expect(edit(text, (value) => value)).toBe(text);
  });
});

describe('what is changed looks like the rest', () => {
  const cases: [what: string, before: string, after: Json, expected: string][] = [
    ['an element of a list', '{"a":[1, [2,3]]}', { a: [1, [2, 4]] }, '{"a":[1, [2,4]]}'],
    ['a list of another length', '{"a":[1]}', { a: [1, 2] }, '{"a":[1,2]}'],
    ['a list of another length, spaced', '{"a": [1]}', { a: [1, 2] }, '{"a": [1, 2]}'],
    ['another operator', '{"a":{"$ref":"b"}}', { a: { if: [1, 2] } }, '{"a":{"if":[1,2]}}'],
    ['a new name on the line', '{"a": 1}', { a: 1, b: { c: 2 } }, '{"a": 1, "b": { "c": 2 }}'],
    [
      'a new name on its own line',
      '{\n\t"a": 1\n}\n',
      { a: 1, b: 2 },
      '{\n\t"a": 1,\n\t"b": 2\n}\n',
    ],
    ['a new name among CRLF', '{\r\n "a": 1\r\n}', { a: 1, b: 2 }, '{\r\n "a": 1,\r\n "b": 2\r\n}'],
    ['a first name', '{"a":{}}', { a: { b: 1 } }, '{"a":{"b":1}}'],
    ['the first one removed', '{\n  "a": 1,\n  "b": 2\n}', { b: 2 }, '{\n  "b": 2\n}'],
    ['the last one removed', '{\n  "a": 1,\n  "b": 2\n}', { a: 1 }, '{\n  "a": 1\n}'],
    ['the only one removed', '{"a":{"b":1}}', { a: {} }, '{"a":{}}'],
    ['one removed that is there twice', '{"a":1,"b":2,"a":3}', { b: 2 }, '{"b":2}'],
    [
      'one removed and one added',
      '{\n  "a": 1,\n  "b": 2\n}',
      { a: 1, c: 3 },
      '{\n  "a": 1,\n  "c": 3\n}',
    ],
  ];
  test.each(cases)('%s', (_, before, after, expected) => {
    expect(editText(before, after)).toBe(expected);
  });

  test('what is long goes over several lines, indented like the rest', () => {
    const rule = {
      fractional: [{ var: 'an attribute with a long name' }, ['version 12', 90], ['v13', 10]],
    };
    const edited = editText('{\n   "a": {\n      "b": 1\n   }\n}', { a: { b: rule } });
    expect(edited).toBe(
      [
        '{',
        '   "a": {',
        '      "b": {',
        '         "fractional": [',
        '            { "var": "an attribute with a long name" },',
        '            ["version 12", 90],',
        '            ["v13", 10]',
        '         ]',
        '      }',
        '   }',
        '}',
      ].join('\n'),
    );
  });
});

test('any rollback can be written into any layout', () => {
  const layouts = constantFrom(
    ...[undefined, 1, 2, '\t'].flatMap((indent) =>
      ['\n', '\r\n'].map(
        (lineEnd) => (value: unknown) =>
          JSON.stringify(value, undefined, indent).replaceAll('\n', lineEnd),
      ),
    ),
  );
  let changed = 0;
  assert(
    property(randomDocument({ computed: true, odd: true }), layouts, (document, layout) => {
      const before = layout(document);
      const { document: after } = rollBack(document, { flag: 'flag', from: 'v13', to: 'v12' });
      const edited = editText(before, after);
      expect(JSON.parse(edited)).toEqual(after);
      if (edited !== before) changed += 1;
      const neighbour = layout(document).split('"neighbour"')[1]?.split('"$evaluators"')[0];
      expect(edited).toContain(`"neighbour"${neighbour}`);
    }),
    { seed: 3, numRuns: 300 },
  );
  expect(changed).toBeGreaterThan(150);
});
