import { expect, test } from 'vitest';

import type { FlagDocument } from '../../src/flags/document.ts';
import type { Json } from '../../src/flags/json.ts';
import { whereYielded } from '../../src/overlay/where-yielded.ts';

const gold: Json = { '==': [{ var: 'tier' }, 'gold'] };
const split: Json = {
  fractional: [
    ['v12', 90],
    ['v13', 10],
  ],
};

function find(targeting: Json | undefined, defaultVariant = 'v12'): string[] {
  const document: FlagDocument = {
    flags: {
      'a/b': {
        state: 'ENABLED',
        variants: { v11: 'v11', v12: 'v12', v13: 'v13', 'v13-beta': 'v13' },
        defaultVariant,
        ...(targeting !== undefined && { targeting }),
      },
    },
    $evaluators: { shared: split, gold, circle: { if: [gold, { $ref: 'circle' }, 'v13'] } },
  };
  return whereYielded(document, 'a/b', 'v13').map(({ how, path }) => {
    expect(path).toMatch(/^(\/flags\/a~1b\/|\/\$evaluators\/)/);
    return `${how} ${path.replace('/flags/a~1b/', '')}`;
  });
}

test.each<[what: string, targeting: Json | undefined, places: string[]]>([
  ['no rule', undefined, []],
  ['an empty rule', {}, []],
  ['a bucket', split, ['named targeting/fractional/1/0']],
  [
    'a bucket behind a key that is text',
    { fractional: [{ cat: [{ var: 'email' }] }, ['v13', 1]] },
    ['named targeting/fractional/1/0'],
  ],
  [
    'a key from the context',
    { fractional: [{ var: 'email' }, ['v12', 1]] },
    ['key targeting/fractional/0'],
  ],
  [
    'several places, another name of the version included',
    { if: [gold, 'v13-beta', gold, split, 'v13'] },
    ['named targeting/if/1', 'named targeting/if/3/fractional/1/0', 'named targeting/if/4'],
  ],
  ['a condition', { if: [{ '===': [split, 'v13'] }, 'v12', 'v11'] }, []],
  ['a weight', { fractional: [['v12', { if: [{ in: ['v13', ['v13']] }, 1, 2] }]] }, []],
  ['a default of var, within a condition', { if: [{ var: ['x', 'v13'] }, 'v12', 'v11'] }, []],
  [
    'a variant that is an expression',
    { fractional: [[{ if: [gold, 'v11', 'v13'] }, 1]] },
    ['named targeting/fractional/0/0/if/2'],
  ],
  ['an evaluator', { $ref: 'shared' }, ['named /$evaluators/shared/fractional/1/0']],
  ['an evaluator as a condition', { if: [{ $ref: 'gold' }, 'v12', 'v11'] }, []],
  ['an evaluator that refers to itself', { $ref: 'circle' }, ['computed targeting']],
  ['an evaluator that is not there', { $ref: 'nothing' }, []],
  ['what or returns', { or: [{ and: [gold, 'v13'] }, 'v12'] }, ['named targeting/or/0/and/1']],
  [
    'a literal that and returns never, to be on the safe side',
    { and: ['v13', 'v12'] },
    ['named targeting/and/0'],
  ],
  ['a decision that and returns only as false', { and: [gold, 'v12'] }, []],
  ['a constant', { if: [gold, { cat: ['v', '13'] }, 'v12'] }, ['named targeting/if/1']],
  ['another constant', { if: [gold, { cat: ['v', '12'] }, 'v12'] }, []],
  ['an attribute', { if: [gold, { var: 'version' }, 'v12'] }, ['computed targeting/if/1']],
  ['a number', { '+': [{ var: 'n' }, 1] }, []],
  ['a decision', { '<': [{ var: 'n' }, 1] }, []],
])('the places from which a version can come: %s', (_, targeting, places) => {
  expect(find(targeting)).toEqual(places);
});

test('the default variant is one of the places', () => {
  expect(find(split, 'v13')).toEqual(['named defaultVariant', 'named targeting/fractional/1/0']);
  expect(find(undefined, 'v13-beta')).toEqual(['named defaultVariant']);
});
