import { isObject, type Json, type JsonObject } from '../flags/json.ts';
import { expand, referenceName } from './evaluators.ts';
import { guard, unguard } from './key-guard.ts';
import { operationOf, returnedOperands } from './operators.ts';

/**
 * The rule with each `fractional` whose result it can return changed; one that only a condition looks at stays as it is.
 * Where a fractional stands in a shared evaluator, the rule gets a copy of its own.
 *
 * @param change given the operands of a `fractional`, gives its new ones
 */
export function rewriteFractionals(
  expression: Json,
  evaluators: JsonObject,
  change: (operands: Json) => Json,
): Json {
  if (referenceName(expression) !== undefined) {
    const body = expand(expression, evaluators);
    if (referenceName(body) !== undefined) return expression;
    const rewritten = rewriteFractionals(body, evaluators, change);
    return rewritten === body ? expression : rewritten;
  }
  const operation = operationOf(expression);
  if (!operation || !isObject(expression)) return expression;
  const guarded = unguard(expression) ?? { rule: expression, guards: [] };
  const rule = operationOf(guarded.rule);
  if (rule?.operator === 'fractional') {
    const operands = rule.bare ? (rule.operands[0] ?? null) : rule.operands;
    return guard({ ...guarded, rule: { fractional: change(operands) } });
  }
  const { operator, operands, bare } = operation;
  const returned = new Set(returnedOperands(operation)?.map(({ index }) => index));
  const rewritten = operands.map((operand, index) =>
    returned.has(index) ? rewriteFractionals(operand, evaluators, change) : operand,
  );
  if (rewritten.every((operand, index) => operand === operands[index])) return expression;
  return { ...expression, [operator]: bare ? (rewritten[0] ?? null) : rewritten };
}
