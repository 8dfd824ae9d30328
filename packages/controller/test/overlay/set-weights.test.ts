import { describe, expect, test } from 'vitest';

import { complaintsAbout } from '../../src/check/strict.ts';
import type { FlagDefinition, FlagDocument } from '../../src/flags/document.ts';
import type { Json } from '../../src/flags/json.ts';
import { applyOverlay } from '../../src/overlay/apply-overlay.ts';
import { setWeights } from '../../src/overlay/set-weights.ts';
import { shares } from '../../src/overlay/shares.ts';

const variants = { v11: 'v11', v12: 'v12', v13: 'v13', 'v13-beta': 'v13' };

function documentWith(targeting: Json | undefined): FlagDocument {
  const flag: FlagDefinition = {
    state: 'ENABLED',
    variants,
    defaultVariant: 'v12',
    ...(targeting !== undefined && { targeting }),
  };
  return {
    flags: { recommender: flag, neighbour: flag },
    $evaluators: { split: { fractional: [['v12', 3], ['v13']] } },
  };
}

const fractional = (...operands: Json[]): Json => ({ fractional: operands });
const canaryAt = (share: number) => ({
  flag: 'recommender',
  weights: { v12: 1 - share, v13: share },
});

function ruleWith(targeting: Json, share: number): Json | undefined {
  const document = documentWith(targeting);
  const after = setWeights(document, canaryAt(share));
  expect(complaintsAbout(after)).toEqual([]);
  expect({ ...after, flags: { ...after.flags, recommender: 0 } }).toEqual({
    ...document,
    flags: { ...document.flags, recommender: 0 },
  });
  return after.flags['recommender']?.targeting;
}

const evenly = fractional(['v12', 90], ['v13', 10]);

describe('the weights of a flag', () => {
  test.each<[share: number, v12: number, v13: number]>([
    [0, 100, 0],
    [0.01, 99, 1],
    [0.1, 90, 10],
    [0.29, 71, 29],
    [0.005, 995, 5],
    [0.0625, 9375, 625],
    [0.99, 1, 99],
    [1, 0, 100],
    [1 / 3, 666_667, 333_333],
  ])('are whole numbers: %d is %i to %i', (share, v12, v13) => {
    expect(ruleWith(evenly, share)).toEqual(fractional(['v12', v12], ['v13', v13]));
  });

  test.each<[what: string, rule: Json, expected: Json]>([
    [
      'the order of its buckets',
      fractional(['v13', 1], ['v12', 1]),
      fractional(['v13', 25], ['v12', 75]),
    ],
    [
      'weights that were not there',
      fractional(['v12'], ['v13']),
      fractional(['v12', 75], ['v13', 25]),
    ],
    ['weights of zero', fractional(['v12', 0], ['v13', 0]), fractional(['v12', 75], ['v13', 25])],
    [
      'the part of others',
      fractional(['v11', 20], ['v12', 70], ['v13', 10]),
      fractional(['v11', 25], ['v12', 75], ['v13', 25]),
    ],
    [
      'a part of others that leaves an odd rest',
      fractional(['v12', 2], ['v11', 1], ['v13', 1]),
      fractional(['v12', 225], ['v11', 100], ['v13', 75]),
    ],
    [
      'its key',
      fractional({ var: 'email' }, ['v12', 1], ['v13', 1]),
      fractional({ var: 'email' }, ['v12', 75], ['v13', 25]),
    ],
    [
      'who is sent to a version by name',
      { if: [{ in: ['@lab', { var: 'email' }] }, 'v13-beta', evenly] },
      {
        if: [{ in: ['@lab', { var: 'email' }] }, 'v13-beta', fractional(['v12', 75], ['v13', 25])],
      },
    ],
    [
      'a fractional that only a condition looks at',
      { if: [{ '==': [evenly, 'v13'] }, fractional(['v12', 1], ['v13', 1]), 'v11'] },
      { if: [{ '==': [evenly, 'v13'] }, fractional(['v12', 75], ['v13', 25]), 'v11'] },
    ],
    ['a shared rule for others', { $ref: 'split' }, fractional(['v12', 75], ['v13', 25])],
  ])('leave %s', (_, rule, expected) => {
    expect(ruleWith(rule, 0.25)).toEqual(expected);
  });

  test('stand in the guards of a rule as well', () => {
    const rule = fractional({ var: 'email' }, ['v12', 80], ['v13', 10], ['v11', 10]);
    const byHand = { if: [{ in: [rule, ['v11']] }, 'v12', rule] };
    const after = setWeights(documentWith(byHand), canaryAt(0.5)).flags['recommender']?.targeting;
    const plain = ruleWith(rule, 0.5) ?? null;
    expect(after).toEqual({ if: [{ in: [plain, ['v11']] }, 'v12', plain] });
    const document = documentWith({ if: [{ in: [plain, ['v11']] }, 'v12', plain] });
    expect(shares(document, 'recommender')).toEqual({ v12: 45, v13: 45, v11: 10 });
  });

  test.each<[what: string, rule: Json | undefined, message: RegExp]>([
    ['no rule', undefined, /"recommender".*no fractional/],
    ['no draw', { if: [{ var: 'beta' }, 'v13', 'v12'] }, /no fractional/],
    ['two draws', { if: [{ var: 'beta' }, evenly, evenly] }, /2 fractionals/],
    ['no bucket of the canary', fractional(['v12', 1], ['v11', 1]), /no buckets of "v13"/],
    [
      'two buckets of the baseline',
      fractional(['v12', 1], ['v13', 1], ['v12', 1]),
      /2 buckets of "v12"/,
    ],
    [
      'a computed variant',
      fractional(['v12', 1], [{ var: 'version' }, 1]),
      /\[\{"var":"version"\},1\]/,
    ],
    ['a computed weight', fractional(['v12', 1], ['v13', { var: 'n' }]), /whole number.*"v13"/],
    ['computed buckets', { fractional: { var: 'list' } }, /computed/],
    [
      'a bucket that is no list',
      fractional(['v12', 1], ['v13', 1], 'v11'),
      /names no variant: "v11"/,
    ],
    [
      'everything for others',
      fractional(['v12', 0], ['v13', 0], ['v11', 1]),
      /v12 and v13 nothing/,
    ],
    [
      'too fine parts',
      fractional(['v12', 1], ['v13', 1], ['v11', 2 ** 31 - 3]),
      /too large for flagd/,
    ],
  ])('are refused where a rule has %s', (_, rule, message) => {
    const set = () => setWeights(documentWith(rule), canaryAt(0.29));
    expect(set).toThrow(expect.objectContaining({ code: 'weights-not-settable' }));
    expect(set).toThrow(message);
  });

  test('are refused for a variant that there is not', () => {
    const weights = { flag: 'recommender', weights: { v12: 0.5, v14: 0.5 } };
    expect(() => setWeights(documentWith(evenly), weights)).toThrow(/"v14".*v11, v12, v13/);
  });
});

describe('an overlay', () => {
  test('with weights splits the traffic, and a rollback takes the canary out whatever they are', () => {
    const weights = [canaryAt(0.01)];
    const split = applyOverlay(documentWith(evenly), { weights, rollbacks: [] });
    expect(split.notes).toEqual([]);
    expect(shares(split.document, 'recommender')).toEqual({ v12: 99, v13: 1 });
    const rollbacks = [{ flag: 'recommender', from: 'v13', to: 'v12' }];
    const out = applyOverlay(documentWith(evenly), { weights, rollbacks });
    expect(shares(out.document, 'recommender')).toEqual({ v12: 100 });
  });

  test('whose weights the files have no place for any more says so, and rolls back all the same', () => {
    const document = documentWith({ if: [{ var: 'beta' }, 'v13', 'v12'] });
    const rollbacks = [{ flag: 'recommender', from: 'v13', to: 'v12' }];
    const { document: after, notes } = applyOverlay(document, {
      weights: [canaryAt(0.01)],
      rollbacks,
    });
    expect(notes).toEqual([
      'the weights of the flag "recommender" cannot be set: its rule has no fractional',
    ]);
    expect(after).toEqual(applyOverlay(document, { rollbacks }).document);
  });
});
