import { expect, test } from 'vitest';

import type { FlagDefinition } from '../../src/flags/document.ts';
import type { Json } from '../../src/flags/json.ts';
import { rollBack } from '../../src/overlay/roll-back.ts';
import { shares } from '../../src/overlay/shares.ts';

const variants = { v11: 'v11', v12: 'v12', v13: 'v13' };

function documentWith(flag: Partial<FlagDefinition>) {
  const recommender: FlagDefinition = { variants, defaultVariant: 'v12', ...flag };
  return {
    flags: { recommender },
    $evaluators: { split: { fractional: [['v12', 3], ['v13']] } },
  };
}

const sharesOf = (flag: Partial<FlagDefinition>) => shares(documentWith(flag), 'recommender');

test.each<[what: string, targeting: Json | undefined, expected: Record<string, number>]>([
  ['no rule', undefined, { v12: 100 }],
  ['an empty rule', {}, { v12: 100 }],
  [
    'percentages',
    {
      fractional: [
        ['v12', 90],
        ['v13', 10],
      ],
    },
    { v12: 90, v13: 10 },
  ],
  [
    'any weights',
    {
      fractional: [
        ['v12', 3],
        ['v13', 1],
      ],
    },
    { v12: 75, v13: 25 },
  ],
  ['no weights', { fractional: [['v12'], ['v13']] }, { v12: 50, v13: 50 }],
  [
    'one variant twice',
    {
      fractional: [
        ['v12', 5],
        ['v13', 3],
        ['v12', 2],
      ],
    },
    { v12: 70, v13: 30 },
  ],
  [
    'a weight of zero',
    {
      fractional: [
        ['v12', 1],
        ['v13', 0],
      ],
    },
    { v12: 100, v13: 0 },
  ],
  [
    'only weights of zero',
    {
      fractional: [
        ['v11', 0],
        ['v13', 0],
      ],
    },
    { v12: 100 },
  ],
  [
    'a negative weight, which counts as none',
    {
      fractional: [
        ['v12', 1],
        ['v13', -1],
      ],
    },
    { v12: 100, v13: 0 },
  ],
  [
    'no variant, which is the default',
    {
      fractional: [
        [null, 1],
        ['v13', 1],
      ],
    },
    { v12: 50, v13: 50 },
  ],
  ['a key', { fractional: [{ var: 'email' }, ['v12', 1], ['v13', 1]] }, { v12: 50, v13: 50 }],
  ['a reference', { $ref: 'split' }, { v12: 75, v13: 25 }],
])('shares of a flag with %s', (_, targeting, expected) => {
  expect(sharesOf(targeting === undefined ? {} : { targeting })).toEqual(expected);
});

test('shares after a rollback are those of the guarded fractional', () => {
  const targeting = { fractional: [{ var: 'email' }, ['v11', 1], ['v13', 1]] };
  const rollback = { flag: 'recommender', from: 'v13', to: 'v12' };
  const { document } = rollBack(documentWith({ targeting }), rollback);
  expect(document.flags['recommender']?.targeting).toHaveProperty('if');
  expect(shares(document, 'recommender')).toEqual({ v11: 50, v12: 50 });
});

test.each<[what: string, flag: Partial<FlagDefinition>]>([
  ['if', { targeting: { if: [{ var: 'beta' }, 'v13', 'v12'] } }],
  ['computed weights', { targeting: { fractional: [['v12', { var: 'n' }]] } }],
  ['computed variants', { targeting: { fractional: [[{ var: 'version' }, 1]] } }],
  ['a default in the code', { defaultVariant: null }],
])('no shares can be told of a flag with %s', (_, flag) => {
  expect(sharesOf(flag)).toBeUndefined();
});

test('there are no shares of a flag that is not there', () => {
  expect(() => shares(documentWith({}), 'ranking')).toThrow(/"ranking".*recommender/);
});
