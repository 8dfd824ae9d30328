import {
  array,
  boolean,
  constant,
  constantFrom,
  integer,
  letrec,
  oneof,
  tuple,
  type Arbitrary,
} from 'fast-check';

import type { Json } from '../../src/flags/json.ts';

/** Rules of every kind that flagd's JavaScript evaluator takes. */
export type RuleKind = {
  /** Whether a result may be computed from the context. */
  readonly computed: boolean;
  /** Whether to go beyond what flagd's schema allows. */
  readonly odd: boolean;
};

type Rules = { readonly value: Json; readonly condition: Json; readonly result: Json };

export const versions = ['v11', 'v12', 'v13', 'v13-beta', 'v14'];

const version = constantFrom<Json>(...versions);
const attribute = constantFrom('email', 'tier', 'n', 'version', 'list', 'targetingKey', 'flag.x');

/** Arbitrary values with how often each is taken. */
type Weighted = [weight: number, arbitrary: Arbitrary<Json>];

const weighted = (...choices: Weighted[]): Arbitrary<Json> =>
  oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));

const nested = (depth: number, ...choices: Weighted[]): Arbitrary<Json> =>
  oneof(
    { maxDepth: depth, depthIdentifier: 'rule' },
    ...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })),
  );

const when = (wanted: boolean, ...choices: Weighted[]): Weighted[] => (wanted ? choices : []);

/** An operation with any of these operators and these operands. */
const operation = (operators: string[], operands: Arbitrary<readonly Json[]>): Arbitrary<Json> =>
  tuple(constantFrom(...operators), operands).map(([operator, values]) => ({ [operator]: values }));

const some = (part: Arbitrary<Json>, least: number, most: number): Arbitrary<Json[]> =>
  array(part, { minLength: least, maxLength: most });

export function randomRule(
  { computed, odd }: RuleKind,
  references: readonly string[],
): Arbitrary<Json> {
  const literal = weighted(
    [8, version],
    [1, constantFrom<Json>(true, false, null, 0, 1, '', 'v99', 'true', '0', ...(odd ? [{}] : []))],
  );
  const variable = weighted(
    [6, attribute.map((key) => ({ var: key }))],
    [1, attribute.map((key) => ({ var: [key] }))],
    [1, tuple(attribute, literal).map(([key, otherwise]) => ({ var: [key, otherwise] }))],
    [1, constantFrom('$flagd.flagKey', '$flagd.timestamp').map((key) => ({ var: key }))],
  );
  const text = oneof(variable, constantFrom<Json>('v', '13', 'v13', '1.2.3', 'a@b', 3));
  const reference = constantFrom(...references).map((name): Json => ({ $ref: name }));
  return letrec<Rules>((tie) => {
    const pair = tuple(tie('value'), tie('value'));
    const decision = oneof(
      operation(['==', '===', '!=', '!==', '<', '<=', '>', '>='], pair),
      operation(['<', '<='], tuple(tie('value'), tie('value'), tie('value'))),
      operation(['in', 'starts_with', 'ends_with'], tuple(text, text)),
      operation(['in'], tuple(tie('value'), some(tie('value'), 0, 3))),
      operation(['sem_ver'], tuple(text, constantFrom('=', '>=', '^', '~'), text)),
      operation(
        ['sem_ver'],
        tuple(
          attribute.map((key) => ({ var: key })),
          constant('>='),
          constant('1.2.0'),
        ),
      ),
      tuple(constantFrom('!', '!!'), tie('value'), boolean()).map(([operator, value, bare]) => ({
        [operator]: bare ? value : [value],
      })),
      operation(
        ['all', 'some', 'none'],
        tuple(oneof(some(tie('value'), 0, 3), variable), tie('value')),
      ),
    );
    const calculation = oneof(
      operation(['cat'], some(text, 1, 3)),
      operation(['substr'], tuple(text, integer({ min: -2, max: 2 }))),
      operation(['+', '-', '*', '/', '%', 'min', 'max'], pair),
      operation(['merge', 'missing'], some(tie('value'), 0, 3)),
      constant<Json>({ missing_some: [1, ['email', 'v13']] }),
      operation(
        ['map', 'filter'],
        tuple(
          oneof(some(tie('value'), 0, 3), variable),
          oneof(tie('value'), constant({ var: '' })),
        ),
      ),
      operation(
        ['reduce'],
        tuple(oneof(some(tie('value'), 0, 3), variable), constant({ var: 'current' }), literal),
      ),
    );

    const weight = weighted(
      [6, integer({ min: 0, max: 9 })],
      [1, constantFrom<Json>({ '+': [1, 2] }, { var: 'n' }, { if: [{ var: 'tier' }, 3, 5] })],
      ...when(odd, [1, constantFrom<Json>(-1, 1.5, '3')]),
    );
    const bucket = (variant: Arbitrary<Json>): Arbitrary<Json> =>
      weighted(
        [6, tuple(variant, weight)],
        [1, tuple(variant)],
        ...when(
          odd,
          [1, constantFrom<Json>([], ['v13', 1, 1], [['v13'], 1])],
          [1, operation(['if'], tuple(tie('condition'), tuple(variant, weight), tuple(variant)))],
        ),
      );
    const key = weighted(
      [3, variable],
      [2, constant({ cat: [{ var: '$flagd.flagKey' }, { var: 'email' }] })],
      [1, operation(['cat'], some(oneof(text, operation(['or'], some(variable, 2, 2))), 1, 2))],
      [1, operation(['if'], tuple(tie('condition'), variable, constant('v13')))],
      [1, constantFrom<Json>({ or: [{ var: 'email' }, 'v13'] }, { merge: ['v13', 1] })],
      ...when(odd, [1, constantFrom<Json>('v13', 'k', 3)], [1, reference]),
    );
    const buckets = (variant: Arbitrary<Json>): Arbitrary<Json[]> =>
      oneof(
        some(bucket(variant), 1, 4),
        tuple(key, some(bucket(variant), 1, 4)).map(([by, all]) => [by, ...all]),
      );
    const fractional = (variant: Arbitrary<Json>): Arbitrary<Json> =>
      weighted(
        [20, operation(['fractional'], buckets(variant))],
        ...when(
          odd,
          [
            1,
            tuple(tie('condition'), buckets(variant), buckets(variant)).map((all) => ({
              fractional: { if: all },
            })),
          ],
          [1, constantFrom<Json>({ fractional: 'v13' }, { fractional: [] })],
        ),
        ...when(odd && computed, [1, constant<Json>({ fractional: { var: 'list' } })]),
      );

    const branches = tuple(
      some(tuple(tie('condition'), tie('result')), 1, 2),
      some(tie('result'), 0, 1),
    );
    const branching = oneof(
      operation(
        odd ? ['if', '?:'] : ['if'],
        branches.map(([pairs, last]) => [...pairs.flat(), ...last]),
      ),
      operation(['if'], tuple(tie('result'))),
      operation(
        ['and', 'or'],
        some(oneof(tie('result'), computed ? tie('condition') : decision), 1, 3),
      ),
    );
    return {
      value: nested(4, [1, literal], [1, variable], [1, text], [1, tie('condition')]),
      condition: nested(
        4,
        [1, variable],
        [1, decision],
        [1, operation(['and', 'or'], some(tie('condition'), 1, 3))],
        [1, fractional(literal)],
        [1, operation(['==', '==='], tuple(fractional(literal), version))],
        [1, reference],
      ),
      result: nested(
        5,
        [4, literal],
        [6, branching],
        [6, fractional(tie('result'))],
        [2, decision],
        [2, reference],
        [
          1,
          constantFrom<Json>(
            { cat: ['v', '13'] },
            { substr: ['xv13', 1] },
            { var: '$flagd.flagKey' },
          ),
        ],
        ...when(odd, [1, constantFrom<Json>(['v13'], [['v13']], ['v12'])]),
        ...when(computed, [1, calculation], [1, variable], [1, some(tie('result'), 0, 2)]),
      ),
    };
  }).result;
}
