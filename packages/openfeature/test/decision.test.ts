import type { EvaluationDetails, FlagValue } from '@openfeature/server-sdk';
import { describe, expect, it } from 'vitest';
import { decide } from '../src/decision.ts';

const evaluation = (
  details: Partial<EvaluationDetails<FlagValue>>,
): EvaluationDetails<FlagValue> => ({
  flagKey: 'recommender-model',
  flagMetadata: {},
  value: 'v13',
  variant: 'v13',
  reason: 'TARGETING_MATCH',
  ...details,
});

describe('a decision', () => {
  it('tells what was selected and which state of the flag selected it', () => {
    expect(decide(evaluation({ flagMetadata: { version: 42 } }), ['v12', 'v13'])).toEqual({
      flag: 'recommender-model',
      version: 'v13',
      variant: 'v13',
      reason: 'TARGETING_MATCH',
      randomised: true,
      flagVersion: 42,
    });
  });

  it.each(['TARGETING_MATCH', 'SPLIT'])('is randomised when the reason is %s', (reason) => {
    expect(decide(evaluation({ reason }), 'by-name').randomised).toBe(true);
  });

  it.each(['STATIC', 'DEFAULT', 'ERROR', 'DISABLED', 'STALE', 'CACHED', 'UNKNOWN', 'No-op'])(
    'is not randomised when the reason is %s',
    (reason) => {
      expect(decide(evaluation({ reason }), ['v12', 'v13'])).toMatchObject({
        version: 'v13',
        reason,
        randomised: false,
      });
    },
  );

  it('has the reason UNKNOWN, and is not randomised, when the provider gives none', () => {
    const { reason: _, ...details } = evaluation({});
    expect(decide(details, 'by-name')).toMatchObject({ reason: 'UNKNOWN', randomised: false });
  });
});

describe('the comparison', () => {
  it.each([
    ['the listed variants', 'v13', 'v13', ['v12', 'v13'], 'v13', true],
    ['the listed variants, whatever their values', 'v13', 'http://v13', ['v13'], 'v13', true],
    ['no variant that is not listed', 'v13-beta', 'v13', ['v12', 'v13'], 'v13', false],
    ['by name, a variant named like its value', 'v13', 'v13', 'by-name', 'v13', true],
    ['by name, no variant named unlike its value', 'v13-beta', 'v13', 'by-name', 'v13', false],
    ['by name, any variant whose value is an object', 'v13', { url: '' }, 'by-name', 'v13', true],
    ['by name, any variant whose value is a number', 'v13', 13, 'by-name', 'v13', true],
    ['no listed variant fits', 'v14', { url: '' }, ['v12', 'v13'], 'v14', false],
  ] as const)('takes %s', (_, variant, value, compared, version, randomised) => {
    expect(decide(evaluation({ variant, value }), compared)).toMatchObject({ version, randomised });
  });
});

const servedCodeDefault = (value: FlagValue): EvaluationDetails<FlagValue> => {
  const { variant: _, ...details } = evaluation({ value, reason: 'DISABLED' });
  return details;
};

describe('the code default', () => {
  it('is a version by its string value, without a variant', () => {
    expect(decide(servedCodeDefault('v12'), 'by-name')).toMatchObject({
      version: 'v12',
      variant: undefined,
    });
  });

  it('has the name that is given for it when its value is an object', () => {
    expect(decide(servedCodeDefault({ url: 'http://v12' }), 'by-name', 'v12').version).toBe('v12');
    expect(decide(servedCodeDefault({ url: 'http://v12' }), 'by-name').version).toBe(
      'code default',
    );
  });

  it('is not randomised, even if a provider claims a match', () => {
    expect(
      decide({ ...servedCodeDefault('v12'), reason: 'TARGETING_MATCH' }, 'by-name').randomised,
    ).toBe(false);
  });
});
