import { isDeepStrictEqual } from 'node:util';

import { isList, isObject, type Json, type JsonObject } from '../flags/json.ts';
import { constantVariant, isConstant } from './constant.ts';
import { expand, referenceName } from './evaluators.ts';
import { guard, unguard, unguardedNames, withGuard, type Guarded } from './key-guard.ts';
import { keyMayBeList } from './lists.ts';
import { operationOf, resultKind, returnedOperands, type Operation } from './operators.ts';
import { alwaysTruthy, type VariantNames } from './variant-names.ts';

/** A version to take out of a flag's rule. */
export type Change = {
  readonly flag: string;
  /** The variants that carry the version. */
  readonly names: VariantNames;
  /** The variant to give instead. */
  readonly to: string;
  readonly evaluators: JsonObject;
};

/** What a value is used for: the rule's result, the variant of a bucket, a bucket, or the list of all buckets. */
export type Place = 'result' | 'variant' | 'bucket' | 'buckets';

/**
 * The expression with the version replaced wherever it is the result. Conditions, weights and bucketing keys stay as
 * they are, so that every context takes the branch and the bucket that it took before. An expression in which nothing
 * is replaced is returned itself. What is computed from the context stays, and is found by `whereYielded`.
 */
export function rewrite(expression: Json, place: Place, change: Change): Json {
  const name = referenceName(expression);
  if (name !== undefined) {
    const body = expand(expression, change.evaluators);
    if (referenceName(body) !== undefined) return expression;
    const rewritten = rewrite(body, place, change);
    return rewritten === body ? expression : rewritten;
  }
  const operation = operationOf(expression);
  if (place === 'result' || place === 'variant') {
    const guarded = unguard(expression);
    if (guarded) return rewriteFractional(expression, guarded, change);
    if (operation?.operator === 'fractional') {
      return rewriteFractional(expression, { rule: expression, guards: [] }, change);
    }
  }
  if (operation && isObject(expression) && returnedOperands(operation)) {
    return rewriteReturned(expression, operation, place, change);
  }
  if (place === 'buckets') {
    if (!isList(expression)) return expression;
    return rewriteEach(expression, (bucket) => rewrite(bucket, 'bucket', change));
  }
  if (place === 'bucket') {
    if (!isList(expression)) return expression;
    const [variant, ...weight] = expression;
    return variant === undefined
      ? expression
      : sameOr(expression, [rewrite(variant, 'variant', change), ...weight]);
  }
  return rewriteValue(expression, place, change);
}

function rewriteValue(expression: Json, place: 'result' | 'variant', change: Change): Json {
  const { flag, names, to, evaluators } = change;
  const whole = expand(expression, evaluators);
  if (isConstant(whole)) {
    return constantVariant(flag, whole, names, place === 'variant') === undefined ? expression : to;
  }
  const kind = resultKind(operationOf(expression)?.operator ?? '');
  if (kind !== 'boolean' && kind !== 'boolean or null') return expression;
  if (!names.has('true') && !names.has('false')) return expression;
  const whenTrue = names.has('true') ? to : true;
  const whenFalse = names.has('false') ? to : false;
  return kind === 'boolean'
    ? { if: [expression, whenTrue, whenFalse] }
    : { if: [expression, whenTrue, { '===': [expression, false] }, whenFalse, null] };
}

function rewriteReturned(
  expression: JsonObject,
  operation: Operation,
  place: Place,
  change: Change,
): Json {
  const { operator, operands, bare } = operation;
  const returned = new Set(returnedOperands(operation)?.map(({ index }) => index));
  const rewritten = rewriteEach(operands, (operand, index) =>
    returned.has(index) ? rewrite(operand, place, change) : operand,
  );
  if (rewritten === operands) return expression;
  const decides = operator === 'and' || operator === 'or';
  if (decides && !alwaysTruthy([...change.names, change.to])) {
    return spelledOut(operator, operands, rewritten);
  }
  return { ...expression, [operator]: bare ? (rewritten[0] ?? null) : rewritten };
}

/** `and` and `or` whose operands decide with their old values and are returned with the new ones. */
function spelledOut(
  operator: 'and' | 'or',
  old: readonly Json[],
  rewritten: readonly Json[],
): Json {
  const branches = old.slice(0, -1).flatMap((operand, index) => {
    const test = operator === 'or' ? operand : { '!': [operand] };
    return [test, rewritten[index] ?? null];
  });
  return { if: [...branches, rewritten.at(-1) ?? null] };
}

const noNames: VariantNames = new Set();

function rewriteFractional(expression: Json, guarded: Guarded, change: Change): Json {
  const operation = operationOf(guarded.rule);
  if (!operation) return expression;
  const { operands, bare } = operation;
  const buckets = rewrite(bare ? (operands[0] ?? null) : operands, 'buckets', change);
  const guards = guarded.guards.map(({ results, instead }) => ({
    results,
    instead: rewrite(instead, 'result', change),
  }));
  const open = keyMayBeList(expand(buckets, change.evaluators))
    ? unguardedNames(change.names, guards)
    : noNames;
  const rewritten = guard({
    rule: { fractional: buckets },
    guards: withGuard(guards, open, change.to),
  });
  return isDeepStrictEqual(rewritten, expression) ? expression : rewritten;
}

function rewriteEach(
  list: readonly Json[],
  rewritten: (part: Json, index: number) => Json,
): readonly Json[] {
  return sameOr(list, list.map(rewritten));
}

/** The old list itself if nothing in the new one differs. */
function sameOr(old: readonly Json[], list: readonly Json[]): readonly Json[] {
  return list.every((part, index) => part === old[index]) ? old : list;
}
