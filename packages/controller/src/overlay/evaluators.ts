import { isList, isObject, type Json, type JsonObject } from '../flags/json.ts';

/** The name in `{"$ref": name}`, which flagd replaces by the evaluator of that name; undefined for all else. */
export function referenceName(expression: Json | undefined): string | undefined {
  if (!isObject(expression) || Object.keys(expression).length !== 1) return undefined;
  const name = expression['$ref'];
  return typeof name === 'string' ? name : undefined;
}

/**
 * The expression with every reference replaced. A reference to nothing, or to an evaluator that leads back to itself,
 * stays.
 */
export function expand(expression: Json, evaluators: JsonObject): Json {
  const name = referenceName(expression);
  if (name !== undefined) {
    const body = evaluatorOf(name, evaluators);
    if (body === undefined || leadsBack(body, evaluators, [name])) return expression;
    return expand(body, evaluators);
  }
  if (isList(expression)) return expression.map((part) => expand(part, evaluators));
  if (!isObject(expression)) return expression;
  return Object.fromEntries(
    Object.entries(expression).map(([key, part]) => [key, expand(part, evaluators)]),
  );
}

function evaluatorOf(name: string, evaluators: JsonObject): Json | undefined {
  return Object.hasOwn(evaluators, name) ? evaluators[name] : undefined;
}

function leadsBack(expression: Json, evaluators: JsonObject, within: readonly string[]): boolean {
  const name = referenceName(expression);
  if (name !== undefined) {
    if (within.includes(name)) return true;
    return leadsBack(evaluatorOf(name, evaluators) ?? null, evaluators, [...within, name]);
  }
  const parts = isObject(expression)
    ? Object.values(expression)
    : isList(expression)
      ? expression
      : [];
  return parts.some((part) => leadsBack(part, evaluators, within));
}
