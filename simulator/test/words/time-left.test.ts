import { expect, test } from 'vitest';

import { timeLeftInWords } from '../../src/words/time-left.ts';

test.each([
  [0, '1 s left'],
  [200, '1 s left'],
  [11_001, '12 s left'],
  [100_000, '100 s left'],
  [100_001, '2 min left'],
  [99 * 60_000, '99 min left'],
  [101 * 60_000, '2 h left'],
  [300 * 3_600_000, '300 h left'],
])('%i ms', (milliseconds, words) => {
  expect(timeLeftInWords(milliseconds)).toBe(words);
});
