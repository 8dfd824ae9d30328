import { describe, expect, test } from 'vitest';

import { comparedVersions } from '../../src/comparison/versions.ts';
import type { FlagDefinition } from '../../src/flags/document.ts';

const flag = 'recommender-model';

/** A rule that can give each of these. */
const split = (...variants: string[]) => ({ fractional: variants.map((name) => [name, 1]) });

function compare(
  definition: Partial<FlagDefinition>,
  policy: { baseline?: string; canary?: string } = {},
) {
  const variants = { v12: 'v12', v13: 'v13' };
  const document = {
    flags: {
      [flag]: { variants, defaultVariant: 'v12', targeting: split('v12', 'v13'), ...definition },
    },
  };
  return comparedVersions(document, { flag, ...policy });
}

describe('the compared versions', () => {
  test('are the default variant and the only other one', () => {
    expect(compare({})).toEqual({ baseline: 'v12', canary: 'v13' });
  });

  test('are those that the policy names', () => {
    const variants = { v11: 'v11', v12: 'v12', v13: 'v13' };
    const named = compare({ variants }, { baseline: 'v12', canary: 'v11' });
    expect(named).toEqual({ baseline: 'v12', canary: 'v11' });
  });

  test('leave out other names of the same version', () => {
    const variants = { v12: 'v12', v13: 'v13', 'v13-beta': 'v13' };
    const targeting = { if: [{ var: 'beta' }, 'v13-beta', split('v12', 'v13')] };
    expect(compare({ variants, targeting })).toEqual({ baseline: 'v12', canary: 'v13' });
  });

  test.each([
    [
      'a flag that is not there',
      { flag: 'other' },
      'flag-unknown',
      /no flag "other".*recommender-model/,
    ],
    [
      'a canary that is not there',
      { canary: 'v14' },
      'variant-unknown',
      /no variant "v14".*v12, v13/,
    ],
    ['a baseline that is not there', { baseline: 'v1' }, 'variant-unknown', /no variant "v1"/],
    [
      'the canary as default',
      { baseline: 'v13', canary: 'v12' },
      'canary-is-default',
      /"v12".*defaultVariant/,
    ],
    ['one version for both', { baseline: 'v12', canary: 'v12' }, 'same-version', /"v12"/],
  ])('refuse %s', (_, policy, code, message) => {
    const refused = () =>
      comparedVersions(
        { flags: { [flag]: { variants: { v12: 'v12', v13: 'v13' }, defaultVariant: 'v12' } } },
        { flag, ...policy },
      );
    expect(refused).toThrow(expect.objectContaining({ code }));
    expect(refused).toThrow(message);
  });

  test('refuse to guess among several', () => {
    const variants = { v12: 'v12', v13: 'v13', v14: 'v14' };
    const targeting = split('v12', 'v13', 'v14');
    expect(() => compare({ variants, targeting })).toThrow(/gives v13, v14: name the canary/);
    expect(compare({ variants, targeting: split('v12', 'v14') }).canary).toBe('v14');
  });

  test('need a rule that gives a canary', () => {
    expect(() => compare({ targeting: {} })).toThrow(/never gives anything but "v12"/);
  });

  test('need a baseline where the flag has no default', () => {
    expect(() => compare({ defaultVariant: null })).toThrow(/no defaultVariant: name the baseline/);
  });
});
