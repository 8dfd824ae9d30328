import { isList, type Json } from '../flags/json.ts';
import { operationOf, resultKind, returnedOperands } from './operators.ts';

/** Whether an expression without references can be a list in some context, other than a literal one. */
export function mayBeList(expression: Json): boolean {
  const operation = operationOf(expression);
  if (!operation) return false;
  const { operator, operands } = operation;
  const returned = returnedOperands(operation);
  if (returned) return returned.some(({ index }) => mayBeList(operands[index] ?? null));
  if (operator === 'var')
    return !['$flagd.flagKey', '$flagd.timestamp'].some((own) => own === operands[0]);
  if (operator === 'cat') return operands.some(isLoose);
  return operator !== 'fractional' && operator !== 'substr' && resultKind(operator) === 'anything';
}

/** Whether the first operand of a `fractional` may be a list from the context; the operands may come from an `if`. */
export function keyMayBeList(operands: Json): boolean {
  if (isList(operands)) return mayBeList(operands[0] ?? null);
  const operation = operationOf(operands);
  const returned = (operation && returnedOperands(operation)) ?? [];
  return returned.some(({ index }) => keyMayBeList(operation?.operands[index] ?? null));
}

/**
 * Whether flagd's JavaScript evaluator writes this operation into its generated code without brackets (as of
 * json-logic-engine 5.0.7). The `cat` around it then falls apart, and returns any value that was looked at.
 */
function isLoose(expression: Json): boolean {
  const operator = operationOf(expression)?.operator ?? '';
  return ['and', 'or', 'missing', 'missing_some', 'all', 'every'].includes(operator);
}
