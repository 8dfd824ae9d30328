import { describe, expect, test } from 'vitest';

import { duration, fraction } from '../../src/policy/units.ts';

const day = 24 * 60 * 60 * 1000;

describe('a duration', () => {
  test.each<[unknown, number]>([
    [0, 0],
    ['0s', 0],
    ['250ms', 250],
    ['10s', 10_000],
    ['1.5m', 90_000],
    ['30m', 1_800_000],
    ['2h', 7_200_000],
    ['1d', day],
    ['2 weeks', 14 * day],
    ['10y', 10 * 365.25 * day],
  ])('%j is %d ms', (text, milliseconds) => {
    expect(duration.parse(text)).toBe(milliseconds);
  });

  test.each([
    10,
    '10',
    '',
    's',
    '-5m',
    '10 parsecs',
    '1e400s',
    '11y',
    '5m later',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    true,
    ['10s'],
    {},
  ])('%j is none', (value) => {
    expect(duration.safeParse(value).error?.issues).toEqual([
      expect.objectContaining({ message: expect.stringContaining('with its unit, such as 10s') }),
    ]);
  });
});

describe('a fraction', () => {
  test.each<[unknown, number]>([
    [0, 0],
    [0.05, 0.05],
    ['5%', 0.05],
    [' 5 % ', 0.05],
    ['0.5%', 0.005],
    ['100%', 1],
    ['250%', 2.5],
    [-1, -1],
  ])('%j is %d', (value, number) => {
    expect(fraction.parse(value)).toBe(number);
  });

  test.each([
    '0.05',
    '',
    '%',
    '-1%',
    '.5%',
    '1e2%',
    '5 percent',
    '5%%',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    `${'9'.repeat(400)}%`,
    null,
    false,
    [0.5],
    {},
  ])('%j is none', (value) => {
    expect(fraction.safeParse(value).error?.issues).toEqual([
      expect.objectContaining({
        message: 'must be a number such as 0.05, or a percentage such as 5%',
      }),
    ]);
  });
});
