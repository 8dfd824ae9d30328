import {
  assert,
  boolean,
  constantFrom,
  double,
  integer,
  property,
  shuffledSubarray,
  tuple,
  type Arbitrary,
} from 'fast-check';
import { expect, test } from 'vitest';

import type { FlagDocument } from '../../src/flags/document.ts';
import type { Json } from '../../src/flags/json.ts';
import { setWeights } from '../../src/overlay/set-weights.ts';
import { shares } from '../../src/overlay/shares.ts';
import { evaluator } from './evaluate.ts';

/** Set RUNS for a longer search, and SEED for another one. */
const search = {
  seed: Number(process.env['SEED'] ?? 5),
  numRuns: Number(process.env['RUNS'] ?? 60),
};

const versions = ['v11', 'v12', 'v13', 'v14'];

/** A flag with one draw, in which v12 and v13 take part in any order, with and without others. */
const randomFlag: Arbitrary<FlagDocument> = tuple(
  shuffledSubarray(versions, { minLength: 2 }).filter(
    (some) => some.includes('v12') && some.includes('v13'),
  ),
  tuple(...versions.map(() => integer({ min: 1, max: 20 }))),
  boolean(),
  constantFrom<Json | undefined>(undefined, { var: 'email' }, { cat: ['salt', { var: 'email' }] }),
).map(([order, weights, named, key]) => {
  const buckets = order.map((name, place): Json => [name, weights[place] ?? 1]);
  const draw: Json = { fractional: key === undefined ? buckets : [key, ...buckets] };
  const targeting: Json = named ? { if: [{ var: 'beta' }, 'v13-beta', draw] } : draw;
  const variants = {
    ...Object.fromEntries(versions.map((name) => [name, name])),
    'v13-beta': 'v13',
  };
  return { flags: { flag: { state: 'ENABLED', variants, defaultVariant: 'v12', targeting } } };
});

const share = double({ min: 0, max: 1, noNaN: true });
const canaryAt = (canary: number) => ({ flag: 'flag', weights: { v12: 1 - canary, v13: canary } });
const people = Array.from({ length: 400 }, (_, index) => ({
  targetingKey: `person ${index}`,
  email: `${index}@example.com`,
}));

const drawnBy = (document: FlagDocument): (string | undefined)[] => {
  const evaluate = evaluator(document);
  return people.map((context) => evaluate('flag', context).variant);
};

/** The parts of a flag whose only draw may stand within an `if`. */
function partsOf(document: FlagDocument): Record<string, number> {
  const { flag } = document.flags;
  const targeting = flag?.targeting as { if?: Json[] };
  const draw = targeting.if ? (targeting.if[2] ?? null) : (targeting as Json);
  return shares({ flags: { flag: { variants: {}, ...flag, targeting: draw } } }, 'flag') ?? {};
}

test('whoever has the canary at a smaller weight keeps it at a larger one', () => {
  let gained = 0;
  assert(
    property(randomFlag, share, share, (document, one, other) => {
      const small = drawnBy(setWeights(document, canaryAt(Math.min(one, other))));
      const large = drawnBy(setWeights(document, canaryAt(Math.max(one, other))));
      for (const [person, variant] of small.entries()) {
        if (variant === 'v13') expect(large[person]).toBe('v13');
        else if (large[person] === 'v13') gained += 1;
      }
    }),
    search,
  );
  expect(gained).toBeGreaterThan(search.numRuns);
});

test('the versions share what they had together, and no other one has more or less than before', () => {
  assert(
    property(randomFlag, share, (document, canary) => {
      const { v12: oldBaseline = 0, v13: oldCanary = 0, ...oldOthers } = partsOf(document);
      const { v12 = 0, v13 = 0, ...others } = partsOf(setWeights(document, canaryAt(canary)));
      expect(Object.keys(others)).toEqual(Object.keys(oldOthers));
      for (const [name, part] of Object.entries(others))
        expect(part).toBeCloseTo(oldOthers[name] ?? 0, 9);
      expect(v13 / (v12 + v13)).toBeCloseTo(canary, 5);
      expect(v12 + v13).toBeCloseTo(oldBaseline + oldCanary, 9);
    }),
    search,
  );
});

test('who is sent to a version by name still is, and setting the same weights again changes nothing', () => {
  assert(
    property(randomFlag, share, share, (document, one, other) => {
      const after = setWeights(document, canaryAt(one));
      const beta = { targetingKey: 'x', email: 'x', beta: true };
      expect(evaluator(after)('flag', beta).variant === 'v13-beta').toBe(
        evaluator(document)('flag', beta).variant === 'v13-beta',
      );
      expect(setWeights(setWeights(document, canaryAt(other)), canaryAt(one))).toEqual(after);
    }),
    search,
  );
});
