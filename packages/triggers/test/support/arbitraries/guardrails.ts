import fc from 'fast-check';

import { durationOrNone, limit, partOf, relative, share, worse, type Written } from './written.ts';

const number = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true });

/** Harm beside a limit alone is a contradiction, of which there are others than this one. */
function withoutStrayHarm(guardrail: Written): Written {
  if (guardrail['limit'] === undefined || guardrail['tolerance'] !== undefined) return guardrail;
  const { harm: _, ...rest } = guardrail;
  return rest;
}

const proportion = worse.chain((side) =>
  partOf(
    {
      type: fc.constant('proportion'),
      worse: fc.constant(side),
      expected: fc.oneof(share, fc.constantFrom(0, 1, '100%')),
      tolerance: partOf({
        relative: relative('higher'),
        absolute: fc.oneof(fc.constantFrom(0, '1%', 1), number(0, 0.1)),
      }),
      harm: partOf({ relative: fc.constantFrom(0.5, '10%', 100), absolute: share }),
      limit: limit(side, fc.constantFrom([0.01, '5%'], ['50%', 0.5000001], [0.85, 0.87])),
      lateness: durationOrNone,
    },
    'type',
    'worse',
  ).map(withoutStrayHarm),
);

const rate = worse.chain((side) =>
  partOf(
    {
      type: fc.constant('rate'),
      worse: fc.constant(side),
      tolerance: partOf({ relative: relative(side) }),
      harm: fc.record({ relative: fc.constantFrom(0.5, '10%', 0.99) }),
      limit: limit(side, fc.constantFrom([0.1, 0.2], [1e-9, 1e9], [3, 3], [1e-308, 1e308])),
      lateness: durationOrNone,
    },
    'type',
    'worse',
  ).map(withoutStrayHarm),
);

/** Of any width, around zero, far from it, and in a unit of time. */
const ranges = [
  { range: [0, 50], bounds: [10, 20], harm: 5, unit: 'EUR' },
  { range: [-1, 1], bounds: [-0.5, 0], harm: 0.1 },
  { range: ['0 ms', '30 s'], bounds: ['100 ms', '2s'], harm: '50 ms', unit: 's' },
  { range: [1e6, 1e6 + 1e-3], bounds: [1e6 + 1e-4, 1e6 + 5e-4], harm: 1e-4 },
  { range: [0, 1e75], bounds: [1, 1e50], harm: 1e49 },
  { range: [-1e-75, 1e-75], bounds: [0, 1e-76], harm: 1e-76 },
] as const;

const boundedMean = fc.tuple(worse, fc.constantFrom(...ranges)).chain(([side, chosen]) => {
  const [low] = chosen.range;
  const ofBaseline = typeof low === 'number' && low < 0 ? fc.constant(0) : relative(side);
  return partOf(
    {
      type: fc.constant('mean'),
      worse: fc.constant(side),
      range: fc.constant(chosen.range),
      unit: fc.constant('unit' in chosen ? chosen.unit : 'points'),
      tolerance: partOf({ relative: ofBaseline, absolute: fc.constantFrom(0, chosen.harm, 1e308) }),
      harm: fc.record({ absolute: fc.constant(chosen.harm) }),
      limit: limit(side, fc.constant(chosen.bounds)),
      lateness: durationOrNone,
    },
    'type',
    'worse',
    'range',
    'unit',
  ).map(withoutStrayHarm);
});

const unboundedMean = worse.chain((side) =>
  partOf(
    {
      type: fc.constant('mean'),
      worse: fc.constant(side),
      asymptotic: fc.constant(true),
      unit: fc.constantFrom('ms', 'EUR'),
      tolerance: partOf({
        relative: relative(side),
        absolute: fc.constantFrom(0, 0.5, 1e6, 1e308),
      }),
      limit: limit(side, fc.constantFrom([10, 20], [-1, 1e9]), false),
      lateness: durationOrNone,
    },
    'type',
    'worse',
    'asymptotic',
  ),
);

const quantiles = fc.constantFrom('p50', 'p95', 'p99', 'p99.9', 'p1');

const histogram = worse.chain((side) =>
  partOf(
    {
      type: fc.constant('histogram'),
      worse: fc.constant(side),
      unit: fc.constantFrom('ms', 's', 'us'),
      edges: fc.constantFrom([0], [-5, 1, 7], ['10 ms', '100 ms', '1 s', '1m']),
      tolerance: partOf({ relative: relative(side) }),
      limit: fc.dictionary(
        quantiles,
        limit(side, fc.constantFrom(['200 ms', '500 ms'], [1, 2], [0.5, 1000])),
        { minKeys: 1, maxKeys: 2, noNullPrototype: true },
      ),
      lateness: durationOrNone,
    },
    'type',
    'worse',
    'unit',
  ),
);

const categories = partOf(
  {
    type: fc.constant('categories'),
    tolerance: partOf({ shift: share }),
    lateness: durationOrNone,
  },
  'type',
);

/** A guardrail of any type, as it stands under its name in a policy file. */
export const writtenGuardrail: fc.Arbitrary<Written> = fc.oneof(
  { arbitrary: proportion, weight: 3 },
  { arbitrary: rate, weight: 1 },
  { arbitrary: boundedMean, weight: 2 },
  { arbitrary: unboundedMean, weight: 1 },
  { arbitrary: histogram, weight: 1 },
  { arbitrary: categories, weight: 1 },
);
