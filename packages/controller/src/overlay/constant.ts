import { FlagdCore, MemoryStorage } from '@openfeature/flagd-core';

import { isList, isObject, type Json } from '../flags/json.ts';
import { silentLogger } from '../flags/silent-logger.ts';
import { operationOf, resultKind, returnedOperands } from './operators.ts';
import type { VariantNames } from './variant-names.ts';

const pure = new Set([
  'cat',
  'substr',
  'merge',
  'map',
  'filter',
  'reduce',
  'get',
  'keys',
  'pipe',
  'preserve',
]);
const iterating = new Set(['map', 'filter', 'reduce', 'all', 'every', 'some', 'none']);

/**
 * Whether an expression without references has the same value in every context.
 *
 * @param inside within an iteration, where `var` speaks of the element at hand
 */
export function isConstant(expression: Json, inside = false): boolean {
  const operation = operationOf(expression);
  if (!operation)
    return !isList(expression) || expression.every((part) => isConstant(part, inside));
  const { operator, operands } = operation;
  if (operator === 'var') {
    if (operands.some(isObject)) return false;
    return inside ? !JSON.stringify(operands).includes('../') : operands[0] === '$flagd.flagKey';
  }
  if (operator === 'exists') return false;
  const known =
    pure.has(operator) || resultKind(operator) !== 'anything' || returnedOperands(operation);
  if (!known) return false;
  return operands.every((operand, index) =>
    isConstant(operand, inside || (iterating.has(operator) && index === 1)),
  );
}

/**
 * Which of `names` flagd makes of a constant expression, by asking flagd; undefined if none of them.
 *
 * @param asBucket as the variant of a bucket, where a list or an object is no variant
 */
export function constantVariant(
  flag: string,
  expression: Json,
  names: VariantNames,
  asBucket: boolean,
): string | undefined {
  if (expression === null) return undefined;
  if (typeof expression !== 'object') {
    return names.has(String(expression)) ? String(expression) : undefined;
  }
  const targeting = asBucket
    ? { fractional: ['any key', [expression, 1]] }
    : { if: [true, expression, null] };
  const variants = Object.fromEntries([...names].map((name) => [name, name]));
  const storage = new MemoryStorage(silentLogger);
  storage.setConfigurations(
    JSON.stringify({ flags: { [flag]: { state: 'ENABLED', variants, targeting } } }),
  );
  const details = new FlagdCore(storage, silentLogger).resolveStringEvaluation(flag, '', {});
  return details.reason === 'TARGETING_MATCH' ? details.variant : undefined;
}
