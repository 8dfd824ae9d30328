/** The operators of flagd's schema for rules, and the reference to a shared part of a rule. */
export const operators: readonly string[] = `
  if and or ! !! == === != !== < <= > >= + - * / % min max cat substr in var missing missing_some
  merge map filter reduce all some none fractional starts_with ends_with sem_ver $ref
`
  .trim()
  .split(/\s+/);

const attribute = (name: string): object => ({ var: name });

const variants = { v11: 'v11', v12: 'v12', v13: 'v13', 'v13-beta': 'v13' };

const ordered = {
  and: [
    { '>': [attribute('n'), 10] },
    { '>=': [attribute('n'), 11] },
    { '<': [attribute('n'), 90] },
    { '<=': [{ '-': [attribute('n'), 1] }, 80] },
    { '!==': [attribute('tier'), 'silver'] },
    { '!=': [{ '%': [attribute('n'), 7] }, 0] },
  ],
};

const listed = {
  or: [
    { all: [attribute('list'), { '>': [attribute(''), 6] }] },
    {
      none: [
        { map: [attribute('list'), { '*': [attribute(''), 2] }] },
        { '<': [attribute(''), 8] },
      ],
    },
    {
      some: [
        { filter: [attribute('list'), { '!!': [attribute('')] }] },
        { '===': [attribute(''), 3] },
      ],
    },
    {
      '==': [
        {
          reduce: [
            { merge: [attribute('list'), [1]] },
            { '+': [attribute('current'), attribute('accumulator')] },
            0,
          ],
        },
        12,
      ],
    },
  ],
};

/** A rule with every operator: as conditions, weights and bucketing keys, and as what it returns. */
const targeting = {
  if: [
    { starts_with: [attribute('email'), 'user-1'] },
    'v13-beta',
    { ends_with: [attribute('email'), '@staff.example.com'] },
    { if: [{ '!': [{ missing: ['tier'] }] }, { substr: ['xv13', 1] }, { cat: ['v', '11'] }] },
    { sem_ver: [attribute('app'), '>=', '2.0.0'] },
    { or: [{ and: [{ in: [attribute('tier'), ['gold', 'silver']] }, 'v13'] }, 'v11'] },
    // The version as a condition is no result, and stays.
    {
      '===': [
        { fractional: [{ cat: ['coin', attribute('email')] }, ['v13', 1], ['v12', 4]] },
        'v13',
      ],
    },
    'v11',
    ordered,
    {
      fractional: [
        { cat: [{ var: '$flagd.flagKey' }, attribute('email')] },
        ['v11', { max: [10, { min: [30, attribute('n')] }] }],
        [{ if: [{ missing_some: [1, ['tier', 'app']] }, 'v13', 'v13'] }, { '+': [20, 15] }],
        ['v12', { if: [{ '>': [{ '/': [attribute('n'), 2] }, 20] }, 40, 20] }],
      ],
    },
    listed,
    // A list in the place of this key would be one more bucket.
    { fractional: [attribute('email'), ['v12', 1], ['v13', 1]] },
    { $ref: 'split' },
  ],
};

/** Three flags: one with every operator, one that computes its variant, and one that nobody rolls back. */
export const everyOperator = {
  $schema: 'https://flagd.dev/schema/v0/flags.json',
  metadata: { flagSetId: 'shop', version: '41' },
  flags: {
    'recommender-model': { state: 'ENABLED', variants, defaultVariant: 'v12', targeting },
    'ranking-model': {
      state: 'ENABLED',
      variants,
      defaultVariant: 'v11',
      targeting: { cat: ['v', attribute('version')] },
    },
    'search-model': {
      state: 'ENABLED',
      variants,
      defaultVariant: 'v13',
      targeting: { if: [{ '>': [attribute('n'), 50] }, { $ref: 'split' }] },
    },
  },
  $evaluators: {
    split: {
      fractional: [
        ['v11', 20],
        ['v12', 30],
        ['v13', 50],
      ],
    },
  },
};

export type Attributes = { [name: string]: string | number | (number | string)[] };

/** What different requests say about themselves; some leave things out, and one in 40 sends a list for its address. */
export const contexts: readonly Attributes[] = Array.from({ length: 1000 }, (_, index) => {
  const domain = index % 9 === 0 ? 'staff.example.com' : 'example.com';
  return {
    email: index % 40 === 7 ? ['v13', 100] : `user-${index * 7919}@${domain}`,
    n: (index * 37) % 101,
    list: index % 6 === 0 ? [9, 8] : [index % 5, (index * 3) % 11],
    version: 11 + (index % 3),
    ...(index % 25 !== 3 && { targetingKey: `key ${index}` }),
    ...(index % 4 !== 0 && { tier: ['gold', 'silver', 'bronze'][index % 3] ?? '' }),
    ...(index % 5 === 0 && { app: index % 2 === 0 ? '2.1.0' : '1.9.3' }),
  };
});
