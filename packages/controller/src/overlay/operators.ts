import { isList, isObject, type Json } from '../flags/json.ts';

/** One node of a rule: `{"if": [...]}` is the operator `if` with its operands. */
export type Operation = {
  readonly operator: string;
  readonly operands: readonly Json[];
  /** The operand stands without a list around it, as in `{"var": "email"}`. */
  readonly bare: boolean;
};

/** What the value of an operand must be for the operator to return it. */
export type Outcome = 'any' | 'truthy' | 'falsy';

/** What an operator can return whatever it is given. An error is no result: the service then uses its own default. */
export type ResultKind = 'boolean' | 'boolean or null' | 'number' | 'anything';

/** The operation at the top of an expression, or undefined for a literal or a list. */
export function operationOf(expression: Json | undefined): Operation | undefined {
  if (!isObject(expression)) return undefined;
  const [operator] = Object.keys(expression);
  if (operator === undefined) return undefined;
  const operand = expression[operator] ?? null;
  return isList(operand)
    ? { operator, operands: operand, bare: false }
    : { operator, operands: [operand], bare: true };
}

/** The operands that an operator returns as they are, and when; undefined for operators that compute a new value. */
export function returnedOperands(
  operation: Operation,
): readonly { index: number; when: Outcome }[] | undefined {
  const indices = operation.operands.map((_, index) => index);
  const last = operation.operands.length - 1;
  switch (operation.operator) {
    case 'if':
    case '?:':
      return indices
        .filter((index) => index % 2 === 1 || index === last)
        .map((index) => ({ index, when: 'any' }));
    case 'and':
      return indices.map((index) => ({ index, when: index === last ? 'any' : 'falsy' }));
    case 'or':
      return indices.map((index) => ({ index, when: index === last ? 'any' : 'truthy' }));
    case 'log':
      return [{ index: 0, when: 'any' }];
    default:
      return undefined;
  }
}

const kinds = new Map<string, ResultKind>();
for (const name of ['==', '===', '!=', '!==', '<', '<=', '>', '>=', '!', '!!', 'not']) {
  kinds.set(name, 'boolean');
}
for (const name of ['in', 'some', 'all', 'every', 'none', 'exists']) kinds.set(name, 'boolean');
for (const name of ['starts_with', 'ends_with', 'sem_ver']) kinds.set(name, 'boolean or null');
for (const name of ['+', '-', '*', '/', '%', 'min', 'max', 'length']) kinds.set(name, 'number');

export function resultKind(operator: string): ResultKind {
  return kinds.get(operator) ?? 'anything';
}
