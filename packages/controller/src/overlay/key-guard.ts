import { isDeepStrictEqual } from 'node:util';

import { isList, type Json } from '../flags/json.ts';
import { operationOf } from './operators.ts';
import { literalsFor, type VariantNames } from './variant-names.ts';

/**
 * A `fractional` whose bucketing key is read from the context has a back door: where the context holds a list there,
 * such as `["v13", 100]`, flagd takes it for one more bucket. A guard looks at what the `fractional` returned:
 *
 *     {"if": [{"in": [RULE, ["v13"]]}, "v12", RULE]}
 */
export type Guarded = {
  readonly rule: Json;
  readonly guards: readonly Guard[];
};

type Guard = { readonly results: readonly Json[]; readonly instead: Json };

/** The parts of a guarded `fractional`, or undefined if the expression is none. */
export function unguard(expression: Json): Guarded | undefined {
  const operation = operationOf(expression);
  const operands = operation?.operator === 'if' ? operation.operands : [];
  const rule = operands.at(-1) ?? null;
  if (operands.length < 3 || operands.length % 2 === 0) return undefined;
  if (operationOf(rule)?.operator !== 'fractional') return undefined;
  const guards: Guard[] = [];
  for (let index = 0; index < operands.length - 1; index += 2) {
    const test = operationOf(operands[index]);
    const [tested, results] = test?.operands ?? [];
    if (test?.operator !== 'in' || !isDeepStrictEqual(tested, rule) || !isList(results)) {
      return undefined;
    }
    guards.push({ results, instead: operands[index + 1] ?? null });
  }
  return { rule, guards };
}

export function guard({ rule, guards }: Guarded): Json {
  if (guards.length === 0) return rule;
  return {
    if: [...guards.flatMap(({ results, instead }) => [{ in: [rule, results] }, instead]), rule],
  };
}

/** Those of `names` that none of the guards catches. */
export function unguardedNames(names: VariantNames, guards: readonly Guard[]): VariantNames {
  const caught = new Set(guards.flatMap(({ results }) => results));
  return new Set(
    [...names].filter((name) => !literalsFor(name).every((literal) => caught.has(literal))),
  );
}

/** The guards, and one more for `names`, joined with one that already answers the same. */
export function withGuard(guards: readonly Guard[], names: VariantNames, instead: Json): Guard[] {
  const results = [...names].flatMap(literalsFor);
  if (results.length === 0) return [...guards];
  const joined = guards.findIndex((guard) => guard.instead === instead);
  if (joined === -1) return [...guards, { results, instead }];
  return guards.map((guard, index) =>
    index === joined ? { results: [...new Set([...guard.results, ...results])], instead } : guard,
  );
}
