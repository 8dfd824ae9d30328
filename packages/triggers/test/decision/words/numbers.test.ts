import { expect, test } from 'vitest';

import { durationInWords, pointsInWords } from '../../../src/decision/words/numbers.ts';
import { duration } from '../../../src/policy/units.ts';

test.each([
  [250, '250ms'],
  [10_000, '10s'],
  [1_800_000, '30m'],
  [5_400_000, '90m'],
  [7_200_000, '2h'],
  [86_400_000, '1d'],
  [86_430_000, '86430s'],
  [0.5, '0.5ms'],
  [0, '0ms'],
])('%d ms are %s, which a policy reads as the same', (milliseconds, words) => {
  expect(durationInWords(milliseconds)).toBe(words);
  expect(duration.parse(words)).toBe(milliseconds);
});

test.each([
  [0.01, '1 percentage point'],
  [0.05, '5 percentage points'],
  [0.003, '0.3 percentage points'],
])('a difference of %d is %s', (difference, words) => {
  expect(pointsInWords(difference)).toBe(words);
});
