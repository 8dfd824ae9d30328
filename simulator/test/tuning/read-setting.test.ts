import { expect, test } from 'vitest';

import { readSetting } from '../../src/tuning/read-setting.ts';

test.each([
  ['1%', '1%'],
  ['3', 3],
  ['0.5', 0.5],
  ['30m', '30m'],
  ['[5%, 100%]', ['5%', '100%']],
  ['[0.05, 1]', ['5%', '100%']],
  ['[0.0123456789012345, 1]', ['0.0123456789012345', '100%']],
])('%s', (text, setting) => {
  expect(readSetting(text)).toEqual(setting);
});

test.each(['', '[', '[]', '{ a: 1 }', '[[1]]', '[true]', 'true', 'null'])('refused: %s', (text) => {
  expect(() => readSetting(text)).toThrow(`${JSON.stringify(text)} is no setting`);
});
