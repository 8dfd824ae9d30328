import { expect, test } from 'vitest';

import type { Json } from '../../src/flags/json.ts';
import { possibleVariants } from '../../src/overlay/possible-variants.ts';

function possible(targeting: Json, defaultVariant: string | null = 'v12'): string[] {
  const variants = { v13: 'v13', v12: 'v12', v11: 'v11', 'v13-beta': 'v13' };
  return possibleVariants(
    { flags: { recommender: { variants, defaultVariant, targeting } } },
    'recommender',
  );
}

test.each<[what: string, targeting: Json, expected: string[]]>([
  ['the default variant', {}, ['v12']],
  [
    'what the rule names, in the order of the definition',
    { if: [{ var: 'x' }, 'v11', 'v13'] },
    ['v13', 'v12', 'v11', 'v13-beta'],
  ],
  ['all, where the rule computes one', { var: 'version' }, ['v13', 'v12', 'v11', 'v13-beta']],
  [
    'not what only a list as a bucketing key would bring',
    { fractional: [{ var: 'email' }, ['v11', 1]] },
    ['v12', 'v11'],
  ],
  [
    'not what is only compared with',
    { if: [{ '===': [{ var: 'x' }, 'v13'] }, 'v11', 'v12'] },
    ['v12', 'v11'],
  ],
])('the possible variants are %s', (_, targeting, expected) => {
  expect(possible(targeting)).toEqual(expected);
});

test('without a default variant they are those of the rule', () => {
  expect(possible({ if: [{ var: 'x' }, 'v11'] }, null)).toEqual(['v11']);
});
