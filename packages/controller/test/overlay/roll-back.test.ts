import { describe, expect, test } from 'vitest';

import type { FlagDefinition, FlagDocument } from '../../src/flags/document.ts';
import type { Json, JsonObject } from '../../src/flags/json.ts';
import { rollBack } from '../../src/overlay/roll-back.ts';

const gold: Json = { '==': [{ var: 'tier' }, 'gold'] };
const split: Json = {
  fractional: [
    ['v12', 90],
    ['v13', 10],
  ],
};
const splitAfter: Json = {
  fractional: [
    ['v12', 90],
    ['v12', 10],
  ],
};

const definition: FlagDefinition = {
  state: 'ENABLED',
  variants: { v11: 'v11', v12: 'v12', v13: 'v13', 'v13-beta': 'v13' },
  defaultVariant: 'v11',
};

const neighbour: FlagDefinition = {
  state: 'ENABLED',
  variants: { v12: 'v12', v13: 'v13' },
  defaultVariant: 'v13',
  targeting: { $ref: 'split' },
};

const $evaluators: JsonObject = { split, gold, circle: { if: [gold, { $ref: 'circle' }, 'v13'] } };

function documentWith(flag: Partial<FlagDefinition>): FlagDocument {
  return {
    flags: { recommender: { ...definition, ...flag }, neighbour },
    $evaluators,
    metadata: { flagSetId: 'shop', version: '7' },
  };
}

const rollback = { flag: 'recommender', from: 'v13', to: 'v12' };

/** Each construct, the rule before, and the rule after v13 was rolled back to v12. */
const rewritten: [construct: string, before: Json, after: Json][] = [
  ['a plain fractional', split, splitAfter],
  [
    'buckets without weights',
    { fractional: [['v12'], ['v13']] },
    { fractional: [['v12'], ['v12']] },
  ],
  [
    'a fractional with a bucketing key that is text',
    {
      fractional: [
        { cat: [{ var: '$flagd.flagKey' }, { var: 'email' }] },
        ['v12', 90],
        ['v13', 10],
      ],
    },
    {
      fractional: [
        { cat: [{ var: '$flagd.flagKey' }, { var: 'email' }] },
        ['v12', 90],
        ['v12', 10],
      ],
    },
  ],
  ['a literal', { if: [gold, 'v13', 'v11'] }, { if: [gold, 'v12', 'v11'] }],
  [
    'a fractional nested in if',
    { if: [gold, 'v11', { if: [{ var: 'beta' }, split, 'v13'] }] },
    { if: [gold, 'v11', { if: [{ var: 'beta' }, splitAfter, 'v12'] }] },
  ],
  [
    'an if whose condition is a fractional, which stays',
    { if: [{ '===': [split, 'v13'] }, 'v13', 'v11'] },
    { if: [{ '===': [split, 'v13'] }, 'v12', 'v11'] },
  ],
  [
    'a comparison with the version as a condition, which stays',
    { if: [{ in: [{ var: 'asked' }, ['v13']] }, 'v13', 'v11'] },
    { if: [{ in: [{ var: 'asked' }, ['v13']] }, 'v12', 'v11'] },
  ],
  [
    'weights that are expressions, which stay',
    {
      fractional: [
        ['v11', { if: [gold, 90, 50] }],
        ['v13', { '+': [1, { var: 'n' }] }],
      ],
    },
    {
      fractional: [
        ['v11', { if: [gold, 90, 50] }],
        ['v12', { '+': [1, { var: 'n' }] }],
      ],
    },
  ],
  [
    'a variant that is an expression',
    {
      fractional: [
        [{ if: [gold, 'v13', 'v11'] }, 10],
        ['v12', 90],
      ],
    },
    {
      fractional: [
        [{ if: [gold, 'v12', 'v11'] }, 10],
        ['v12', 90],
      ],
    },
  ],
  ['a reference to a shared evaluator, written out', { $ref: 'split' }, splitAfter],
  [
    'a reference within a condition, which stays',
    { if: [{ $ref: 'gold' }, 'v13', 'v11'] },
    { if: [{ $ref: 'gold' }, 'v12', 'v11'] },
  ],
  [
    'and within or',
    { or: [{ and: [gold, 'v13'] }, 'v11'] },
    { or: [{ and: [gold, 'v12'] }, 'v11'] },
  ],
  [
    'a constant that is put together',
    { if: [gold, { cat: ['v', '13'] }, { substr: ['xv11', 1] }] },
    { if: [gold, 'v12', { substr: ['xv11', 1] }] },
  ],
  [
    'another name of the version',
    { if: [gold, 'v13-beta', split] },
    { if: [gold, 'v12', splitAfter] },
  ],
  [
    'a rule that does not give the version',
    { if: [gold, 'v12', 'v11'] },
    { if: [gold, 'v12', 'v11'] },
  ],
];

describe('a rollback rewrites', () => {
  test.each(rewritten)('%s', (_, before, after) => {
    expect(rollBack(documentWith({ targeting: before }), rollback)).toEqual({
      document: documentWith({ targeting: after }),
      notes: [],
    });
  });

  test.each(rewritten)('%s, and nothing the second time', (_, _before, targeting) => {
    const document = documentWith({ targeting });
    expect(rollBack(document, rollback)).toEqual({ document, notes: [] });
  });

  test('the default variant, also where it is another name of the version', () => {
    for (const defaultVariant of ['v13', 'v13-beta']) {
      const { document } = rollBack(documentWith({ defaultVariant }), rollback);
      expect(document).toEqual(documentWith({ defaultVariant: 'v12' }));
    }
  });

  test('a bare rule that would become a bare variant, which is no rule', () => {
    const { document } = rollBack(documentWith({ targeting: { cat: ['v', '13'] } }), rollback);
    expect(document).toEqual(documentWith({ targeting: { if: [true, 'v12'] } }));
  });

  test('nothing where the default is left to the code, and there is no rule', () => {
    const document = documentWith({ defaultVariant: null });
    expect(rollBack(document, rollback)).toEqual({ document, notes: [] });
  });
});

describe('boolean variants', () => {
  const flag = (targeting: Json): FlagDocument => ({
    flags: {
      'new-model': {
        state: 'ENABLED',
        variants: { true: true, false: false },
        defaultVariant: 'false',
        targeting,
      },
    },
  });
  const off = { flag: 'new-model', from: 'true', to: 'false' };

  test.each<[construct: string, before: Json, after: Json]>([
    ['a literal', { if: [gold, true, false] }, { if: [gold, 'false', false] }],
    ['a condition that is the result', gold, { if: [gold, 'false', false] }],
    [
      'a condition that can fail to say anything',
      { starts_with: [{ var: 'email' }, 'a'] },
      {
        if: [
          { starts_with: [{ var: 'email' }, 'a'] },
          'false',
          { '===': [{ starts_with: [{ var: 'email' }, 'a'] }, false] },
          false,
          null,
        ],
      },
    ],
    [
      'or, whose operands have to decide as before',
      { or: [gold, { var: '$flagd.flagKey' }] },
      { if: [gold, { if: [gold, 'false', false] }, { var: '$flagd.flagKey' }] },
    ],
    [
      'and, whose operands have to decide as before',
      { and: [gold, { '!': [{ var: 'staff' }] }] },
      {
        if: [
          { '!': [gold] },
          { if: [gold, 'false', false] },
          { if: [{ '!': [{ var: 'staff' }] }, 'false', false] },
        ],
      },
    ],
    [
      'a fractional',
      {
        fractional: [
          ['true', 10],
          ['false', 90],
        ],
      },
      {
        fractional: [
          ['false', 10],
          ['false', 90],
        ],
      },
    ],
  ])('%s', (_, before, after) => {
    expect(rollBack(flag(before), off)).toEqual({ document: flag(after), notes: [] });
    expect(rollBack(flag(after), off)).toEqual({ document: flag(after), notes: [] });
  });
});

describe('a bucketing key from the context', () => {
  const by = (...variants: string[]): Json => ({
    fractional: [{ var: 'email' }, ...variants.map((variant): Json => [variant, 1])],
  });
  const guarded = (rule: Json, ...guards: [names: string[], instead: string][]): Json => ({
    if: [...guards.flatMap(([names, instead]): Json[] => [{ in: [rule, names] }, instead]), rule],
  });
  const rule = by('v11', 'v12');
  const after = guarded(rule, [['v13', 'v13-beta'], 'v12']);

  test('is guarded, and that is said with the path', () => {
    const { document, notes } = rollBack(documentWith({ targeting: by('v11', 'v13') }), rollback);
    expect(document).toEqual(documentWith({ targeting: after }));
    expect(notes).toEqual([
      expect.stringMatching(/bucketing key at \/flags\/recommender\/targeting\/fractional\/0 /),
    ]);
  });

  test('is guarded where no bucket gives the version', () => {
    const { document } = rollBack(documentWith({ targeting: rule }), rollback);
    expect(document).toEqual(documentWith({ targeting: after }));
  });

  test('is not guarded twice', () => {
    const document = documentWith({ targeting: after });
    expect(rollBack(document, rollback)).toEqual({ document, notes: [] });
  });

  test('is guarded against the next version as well, by the same guard where the answer is the same', () => {
    const next = { flag: 'recommender', from: 'v12', to: 'v11' };
    const { document } = rollBack(documentWith({ targeting: after }), next);
    expect(document).toEqual(
      documentWith({ targeting: guarded(by('v11', 'v11'), [['v13', 'v13-beta', 'v12'], 'v11']) }),
    );
  });
});

describe('a rule that computes the variant', () => {
  test.each<[construct: string, rule: Json, path: string]>([
    ['from an attribute', { var: 'version' }, ''],
    ['from parts', { cat: ['v', { var: 'n' }] }, ''],
    ['in one branch', { if: [gold, { var: 'version' }, 'v12'] }, '/if/1'],
    [
      'for a bucket',
      {
        fractional: [
          ['v12', 1],
          [{ var: 'version' }, 1],
        ],
      },
      '/fractional/1/0',
    ],
  ])('%s is removed as a whole, and that is said with the path', (_, targeting, path) => {
    const { document, notes } = rollBack(documentWith({ targeting }), rollback);
    expect(document).toEqual(documentWith({ defaultVariant: 'v12' }));
    expect(notes).toEqual([
      'the whole targeting rule of "recommender" was removed and everyone gets "v12", because the rule ' +
        `computes the variant from the context (/flags/recommender/targeting${path})`,
    ]);
    expect(rollBack(document, rollback)).toEqual({ document, notes: [] });
  });

  test('through an evaluator is removed, and the path names the evaluator', () => {
    const { document, notes } = rollBack(documentWith({ targeting: { $ref: 'circle' } }), rollback);
    expect(document).toEqual(documentWith({ defaultVariant: 'v12' }));
    expect(notes).toEqual([expect.stringContaining('(/flags/recommender/targeting)')]);
  });

  test('stays where what is computed cannot be the version', () => {
    const targeting = { if: [{ '<': [{ var: 'n' }, 3] }, 'v12', { '+': [{ var: 'n' }, 1] }] };
    const document = documentWith({ targeting });
    expect(rollBack(document, rollback)).toEqual({ document, notes: [] });
  });
});

describe('a rollback refuses', () => {
  test.each([
    ['an unknown flag', { flag: 'ranking' }, 'flag-unknown', /"ranking".*recommender, neighbour/],
    ['an unknown version', { from: 'v99' }, 'variant-unknown', /"v99".*v11, v12, v13, v13-beta/],
    ['an unknown successor', { to: 'v99' }, 'variant-unknown', /"v99".*v11, v12, v13, v13-beta/],
    ['what every object has', { from: 'toString' }, 'variant-unknown', /"toString"/],
    [
      'a version as its own successor',
      { to: 'v13' },
      'same-version',
      /"v13".*cannot replace itself/,
    ],
    ['two names of one version', { to: 'v13-beta' }, 'same-version', /"v13" and "v13-beta".*same/],
  ])('%s', (_, wrong, code, message) => {
    expect(() => rollBack(documentWith({ targeting: split }), { ...rollback, ...wrong })).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  test('a flag without variants', () => {
    const document = { flags: { broken: { state: 'ENABLED' } } } as unknown as FlagDocument;
    expect(() => rollBack(document, { ...rollback, flag: 'broken' })).toThrow(
      expect.objectContaining({ code: 'flag-invalid' }),
    );
  });
});
