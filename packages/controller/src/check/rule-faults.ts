import type { Fault } from '../flags/faults.ts';
import { isList, isObject, pointer, type Json, type JsonObject } from '../flags/json.ts';
import { expand, referenceName } from '../overlay/evaluators.ts';
import { operationOf } from '../overlay/operators.ts';
import { complaintsAbout, mostTelling } from './strict.ts';

type Path = readonly (string | number)[];

/** An operation that fits wherever an operation may stand. */
const anyOperation: Json = { var: 'any' };

/**
 * Every operation of a rule that breaks flagd's schema for rules, not only the first one: each is looked at with a
 * harmless operation in the place of those within it that are wrong themselves.
 */
export function ruleFaults(rule: Json, path: Path, evaluators: JsonObject): Fault[] {
  return inspect(rule, path, evaluators).faults;
}

/** The faults in an expression, and the expression with them replaced. */
type Inspected = { readonly faults: readonly Fault[]; readonly mended: Json };

function inspect(
  expression: Json,
  path: Path,
  evaluators: JsonObject,
): Inspected & { faults: Fault[] } {
  const reference = referenceName(expression);
  if (reference !== undefined) return inspectReference(expression, reference, path, evaluators);
  if (isList(expression)) {
    const parts = expression.map((part, index) => inspect(part, [...path, index], evaluators));
    return {
      faults: parts.flatMap(({ faults }) => faults),
      mended: parts.map(({ mended }) => mended),
    };
  }
  if (!isObject(expression)) return { faults: [], mended: expression };
  const entries = Object.entries(expression).map(
    ([key, part]) => [key, inspect(part, [...path, key], evaluators)] as const,
  );
  const mended = Object.fromEntries(entries.map(([key, part]) => [key, part.mended]));
  const within = entries.flatMap(([, { faults }]) => faults);
  const own = ownFault(mended, path);
  return own ? { faults: [...within, own], mended: anyOperation } : { faults: within, mended };
}

function inspectReference(
  expression: Json,
  name: string,
  path: Path,
  evaluators: JsonObject,
): Inspected & { faults: Fault[] } {
  const broken = expand(expression, evaluators) === expression;
  if (!broken) return { faults: [], mended: anyOperation };
  const message = Object.hasOwn(evaluators, name)
    ? `the evaluator "${name}" refers back to itself`
    : `there is no evaluator "${name}"`;
  return { faults: [{ path: pointer(path), message }], mended: anyOperation };
}

function ownFault(operation: JsonObject, path: Path): Fault | undefined {
  if (!operationOf(operation)) return undefined;
  const operators = Object.keys(operation);
  if (operators.length > 1) {
    return {
      path: pointer(path),
      message: `must have one operator and has ${operators.join(', ')}`,
    };
  }
  const place = ['flags', 'any', 'targeting'];
  const flag = { state: 'ENABLED', variants: { any: 'any' }, targeting: operation };
  const complaint = mostTelling(complaintsAbout({ flags: { any: flag } }));
  if (!complaint) return undefined;
  const [operator] = operators;
  const unknown = complaint.path === pointer(place) && complaint.keyword === 'additionalProperties';
  return {
    path: pointer(path) + complaint.path.slice(pointer(place).length),
    message: unknown ? `flagd's schema has no operator "${operator}"` : complaint.message,
  };
}
