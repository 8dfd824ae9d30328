import { getFlag, type FlagDocument } from '../flags/document.ts';
import { isList, pointer, type Json, type JsonObject } from '../flags/json.ts';
import { constantVariant, isConstant } from './constant.ts';
import { expand, referenceName } from './evaluators.ts';
import { unguard, unguardedNames, type Guarded } from './key-guard.ts';
import { mayBeList } from './lists.ts';
import {
  operationOf,
  resultKind,
  returnedOperands,
  type Operation,
  type Outcome,
} from './operators.ts';
import type { Place } from './rewrite.ts';
import { namesWithin, sameVersion, type VariantNames } from './variant-names.ts';

/** A place in a flag document from which a version can come. */
export type Yield = {
  /** JSON pointer, such as `/flags/recommender-model/targeting/fractional/1/0`. */
  readonly path: string;
  /**
   * `named`: the variant stands there. `computed`: it is computed from the context. `key`: a bucketing key that is
   * read from the context; a list there, which nobody sends in earnest, is taken for one more bucket.
   */
  readonly how: 'named' | 'computed' | 'key';
};

/**
 * The structural check: every place from which some context can get `variant` or another variant with the same value.
 * An empty list is a proof that none can; the list may name a place that no context reaches.
 *
 * @throws LastgoodError if there is no such flag
 */
export function whereYielded(document: FlagDocument, flag: string, variant: string): Yield[] {
  return whereNamed(document, flag, sameVersion(getFlag(document, flag), variant));
}

/** The same for names, whether or not the flag has variants of these names. */
export function whereNamed(document: FlagDocument, flag: string, names: VariantNames): Yield[] {
  const { defaultVariant, targeting } = getFlag(document, flag);
  const byDefault: Yield[] =
    typeof defaultVariant === 'string' && names.has(defaultVariant)
      ? [{ path: pointer(['flags', flag, 'defaultVariant']), how: 'named' }]
      : [];
  const path = ['flags', flag, 'targeting'];
  const search: Search = { flag, evaluators: document.$evaluators ?? {} };
  return [
    ...byDefault,
    ...find(targeting ?? null, { place: 'result', when: 'any', names, path }, search),
  ];
}

type Search = { readonly flag: string; readonly evaluators: JsonObject };

type Position = {
  /** As in `rewrite`, and `key`: the first operand of a `fractional`, which may be its bucketing key. */
  readonly place: Place | 'key';
  /** Which values of the expression are returned. */
  readonly when: Outcome;
  readonly names: VariantNames;
  readonly path: readonly (string | number)[];
};

function find(expression: Json, position: Position, search: Search): Yield[] {
  const { place, when, names, path } = position;
  if (names.size === 0) return [];
  const reference = referenceName(expression);
  if (reference !== undefined) {
    const body = expand(expression, search.evaluators);
    if (referenceName(body) === undefined) {
      return find(body, { ...position, path: ['$evaluators', reference] }, search);
    }
    // An evaluator that refers back to itself is an error in JavaScript; others may find a result before they loop.
    const exists = Object.hasOwn(search.evaluators, reference);
    return exists ? [{ path: pointer(path), how: 'computed' }] : [];
  }
  const operation = operationOf(expression);
  if (operation && (place === 'result' || place === 'variant')) {
    const guarded = unguard(expression);
    if (guarded) return findBehindGuards(operation.operands, guarded.guards, position, search);
    if (operation.operator === 'fractional') return findInFractional(operation, position, search);
  }
  const returned = operation && returnedOperands(operation);
  if (operation && returned) {
    return returned.flatMap((operand) => {
      const both = place === 'result' || place === 'variant' ? meet(when, operand.when) : when;
      if (!both) return [];
      const step = operation.bare ? [operation.operator] : [operation.operator, operand.index];
      const below = { ...position, when: both, path: [...path, ...step] };
      return find(operation.operands[operand.index] ?? null, below, search);
    });
  }
  if (place === 'buckets' && isList(expression)) return findInBuckets(expression, position, search);
  if ((place === 'bucket' || place === 'key') && isList(expression)) {
    return find(
      expression[0] ?? null,
      { ...position, place: 'variant', path: [...path, 0] },
      search,
    );
  }
  const how = leaf(expression, position, search);
  return how ? [{ path: pointer(path), how }] : [];
}

function findInFractional(operation: Operation, position: Position, search: Search): Yield[] {
  const below: Position = { ...position, place: 'buckets', path: [...position.path, 'fractional'] };
  return find(operation.bare ? (operation.operands[0] ?? null) : operation.operands, below, search);
}

function findBehindGuards(
  operands: readonly Json[],
  guards: Guarded['guards'],
  position: Position,
  search: Search,
): Yield[] {
  const rest = unguardedNames(position.names, guards);
  const last = operands.length - 1;
  return operands.flatMap((operand, index) => {
    if (index % 2 === 0 && index !== last) return [];
    const below = { ...position, path: [...position.path, 'if', index] };
    return find(operand, index === last ? { ...below, names: rest } : below, search);
  });
}

function findInBuckets(operands: readonly Json[], position: Position, search: Search): Yield[] {
  return operands.flatMap((operand, index) => {
    const place = index === 0 ? 'key' : 'bucket';
    return find(operand, { ...position, place, path: [...position.path, index] }, search);
  });
}

/** How an expression that returns none of its operands yields one of the names, if it does. */
function leaf(expression: Json, position: Position, search: Search): Yield['how'] | undefined {
  const { place, when, names } = position;
  const whole = expand(expression, search.evaluators);
  if (place === 'key') return mayBeList(whole) ? 'key' : undefined;
  if (place === 'bucket' || place === 'buckets') return mayBeList(whole) ? 'computed' : undefined;
  if (isConstant(whole)) {
    const found = constantVariant(search.flag, whole, names, place === 'variant');
    return found === undefined ? undefined : 'named';
  }
  // A list becomes its parts with commas between them; as the variant of a bucket it is refused.
  if (isList(whole) && (place === 'variant' || (whole.length > 1 && !someName(names, ',')))) {
    return undefined;
  }
  const kind = resultKind(operationOf(whole)?.operator ?? '');
  return namesWithin(names, kind, when).length > 0 ? 'computed' : undefined;
}

function someName(names: VariantNames, part: string): boolean {
  return [...names].some((name) => name.includes(part));
}

function meet(one: Outcome, other: Outcome): Outcome | undefined {
  if (one === 'any') return other;
  return other === 'any' || one === other ? one : undefined;
}
