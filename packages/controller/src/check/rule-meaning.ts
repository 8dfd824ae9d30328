import { getFlag, type FlagDocument } from '../flags/document.ts';
import type { Fault } from '../flags/faults.ts';
import { isList, isObject, pointer, type Json } from '../flags/json.ts';
import { expand } from '../overlay/evaluators.ts';
import { operationOf } from '../overlay/operators.ts';
import { whereNamed, type Yield } from '../overlay/where-yielded.ts';

/** flagd refuses weights that add up to more. */
const mostWeight = 2 ** 31 - 1;

/** Where a rule of the right form means something that cannot be: variants that are not there, weights without weight. */
export function meaningFaults(document: FlagDocument, flag: string): Fault[] {
  const { variants, targeting = null } = getFlag(document, flag);
  const whole = expand(targeting, document.$evaluators ?? {});
  const known = Object.keys(variants).join(', ');
  const missing = [...literals(whole)].filter((name) => !Object.hasOwn(variants, name));
  const placesOf = (names: readonly string[]): Yield[] =>
    whereNamed(document, flag, new Set(names)).filter(
      ({ how, path }) => how === 'named' && !path.endsWith('/defaultVariant'),
    );
  // All at once first: most literals are no results, and one search is enough to see it.
  const unknown = placesOf(missing).length > 0 ? missing : [];
  const unknownVariants = unknown.flatMap((name) =>
    placesOf([name]).map(({ path }) => ({
      path,
      message: `"${name}" is not one of the variants of "${flag}": ${known}`,
    })),
  );
  return [...unknownVariants, ...weightFaults(targeting, ['flags', flag, 'targeting'])];
}

/** Every literal of an expression, as the text by which flagd would look a variant up. */
function literals(expression: Json): Set<string> {
  if (expression === null) return new Set();
  if (typeof expression !== 'object') return new Set([String(expression)]);
  return new Set(Object.values(expression).flatMap((part) => [...literals(part)]));
}

/** The faults of every `fractional` in an expression, conditions included. */
export function weightFaults(expression: Json, path: readonly (string | number)[]): Fault[] {
  if (isList(expression)) {
    return expression.flatMap((part, index) => weightFaults(part, [...path, index]));
  }
  if (!isObject(expression)) return [];
  const within = Object.entries(expression).flatMap(([key, part]) =>
    weightFaults(part, [...path, key]),
  );
  const operation = operationOf(expression);
  if (operation?.operator !== 'fractional') return within;
  const total = totalWeight(operation.operands);
  const at = pointer([...path, 'fractional']);
  if (total === 0) within.push({ path: at, message: 'all weights are zero' });
  if (total !== undefined && total > mostWeight) {
    within.push({ path: at, message: `the weights add up to more than ${mostWeight}` });
  }
  return within;
}

function totalWeight(operands: readonly Json[]): number | undefined {
  const buckets = operands.filter((operand, index) => index > 0 || isList(operand));
  const weights = buckets.map((bucket) => (isList(bucket) ? (bucket[1] ?? 1) : null));
  if (!weights.every((weight) => typeof weight === 'number')) return undefined;
  return weights.reduce((sum, weight) => sum + Math.max(0, weight), 0);
}
