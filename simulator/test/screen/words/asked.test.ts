import { expect, test } from 'vitest';

import { nextTickInWords } from '../../../src/screen/words/asked.ts';

test.each([
  [['inject'], 60, 'At the next tick v13 becomes worse.'],
  [['rollback'], 60, 'At the next tick v13 goes out of service.'],
  [['hold'], 60, "At the next tick v13's weight is frozen."],
  [['release'], 60, "At the next tick v13's weight is unfrozen."],
  [['promote'], 60, 'At the next tick v13 becomes the baseline.'],
  [['inject', 'inject'], 60, 'At the next tick v13 becomes worse.'],
  [['inject', 'hold'], 61, 'At the next tick v13 becomes worse, and its weight is frozen.'],
  [['hold', 'inject'], 50, 'At the next tick 2 things happen.'],
  [['hold'], 38, 'At the next tick 1 thing happens.'],
  [
    ['inject', 'hold', 'rollback'],
    100,
    'At the next tick v13 becomes worse, its weight is frozen, and it goes out of service.',
  ],
  [
    ['inject', 'hold', 'rollback'],
    62,
    'At the next tick v13 becomes worse, and 2 more things happen.',
  ],
] as const)('%j in %i characters', (asked, room, words) => {
  expect(nextTickInWords(asked, 'v13', room)).toBe(words);
});
