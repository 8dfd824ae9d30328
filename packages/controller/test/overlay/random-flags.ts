import {
  boolean,
  constant,
  constantFrom,
  oneof,
  record,
  string,
  subarray,
  tuple,
  type Arbitrary,
} from 'fast-check';

import type { FlagDocument } from '../../src/flags/document.ts';
import { isObject, type Json, type JsonObject } from '../../src/flags/json.ts';
import { randomRule, versions, type RuleKind } from './random-rules.ts';

/** Names that a boolean, a number, an object or a list becomes when flagd looks up a variant. */
const oddNames = ['true', 'false', '0', '1', '', '[object Object]', 'v13,1', 'flag'];

function randomVariants(odd: boolean): Arbitrary<JsonObject> {
  const names = odd ? oddNames : oddNames.filter(Boolean);
  return tuple(subarray(names), boolean()).map(([chosen, objects]) => {
    const value = (version: string): Json => (objects ? { model: version, depth: 1 } : version);
    return {
      ...Object.fromEntries([...chosen, ...versions].map((name) => [name, value(`model ${name}`)])),
      'v13-beta': objects ? { depth: 1, model: 'model v13' } : value('model v13'),
    };
  });
}

function randomFlag(kind: RuleKind): Arbitrary<JsonObject> {
  const odd = kind.computed ? ['nothing', 'circle'] : ['nothing'];
  const references = ['shared', 'other', ...(kind.odd ? odd : [])];
  const rule = randomRule(kind, references).filter((targeting) => kind.odd || isObject(targeting));
  return randomVariants(kind.odd).chain((variants) =>
    record(
      {
        state: constant<Json>('ENABLED'),
        variants: constant<Json>(variants),
        defaultVariant: constantFrom<Json>(...Object.keys(variants).filter(Boolean), null),
        targeting: rule,
      },
      { requiredKeys: ['state', 'variants', 'targeting'] },
    ),
  );
}

/** A document with the flag `flag` to be changed and a neighbour that shares its evaluators. */
export function randomDocument(kind: RuleKind): Arbitrary<FlagDocument> {
  const tier: Json = { '==': [{ var: 'tier' }, 'gold'] };
  return record({
    flags: record({ flag: randomFlag(kind), neighbour: randomFlag(kind) }),
    $evaluators: record({
      shared: randomRule(kind, ['other', 'last']).filter((body) => kind.odd || isObject(body)),
      other: constant<Json>({ if: [{ $ref: 'last' }, 'v13', 'v12'] }),
      ...(kind.odd && { circle: constant<Json>({ if: [tier, { $ref: 'circle' }, 'v13'] }) }),
      last: constant<Json>(tier),
    }),
    metadata: constant<Json>({ flagSetId: 'demo', version: '1' }),
  }).map((document) => document as unknown as FlagDocument);
}

const texts = ['v13', 'v12', 'v14', 'v13-beta', 'gold', 'a@b', '', '0', 'true', '1.2.3', 'flag'];
const oddities: Json[] = [true, false, null, 0, 1, 13, -1, 2.5, {}, { x: 'v13' }];
/** A list in the place of a bucketing key is taken for a bucket. */
const lists: Json[] = [
  ['v13', 100],
  ['v13'],
  ['v13-beta', 3],
  [['v13', 1]],
  ['v12', 5],
  [],
  [true, 7],
];
const seen = constantFrom<Json>(...texts, ...oddities, ...lists);

/** What a request may say about itself, odd types and a missing targeting key included. */
export const randomContext: Arbitrary<JsonObject> = record(
  {
    targetingKey: oneof({ weight: 5, arbitrary: string() }, { weight: 1, arbitrary: seen }),
    email: oneof({ weight: 2, arbitrary: string() }, { weight: 1, arbitrary: seen }),
    tier: seen,
    n: seen,
    version: seen,
    list: seen,
    flag: seen,
  },
  { requiredKeys: [] },
);
