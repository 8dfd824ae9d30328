import { isDeepStrictEqual } from 'node:util';

import type { FlagDefinition } from '../flags/document.ts';
import type { Json } from '../flags/json.ts';
import type { Outcome, ResultKind } from './operators.ts';

/** Names of variants, by which flagd looks up what a rule returns: it turns any result into text first. */
export type VariantNames = ReadonlySet<string>;

/** The names of values that count as false in a rule; `{}` becomes `[object Object]`, and `[]` the empty text. */
const falsyNames: VariantNames = new Set(['false', '0', '', '[object Object]']);

/** All variants that carry the same version as `variant`, itself included: those with an equal value. */
export function sameVersion(definition: FlagDefinition, variant: string): VariantNames {
  const value = definition.variants[variant];
  const names = Object.keys(definition.variants).filter((name) =>
    isDeepStrictEqual(definition.variants[name], value),
  );
  return new Set(names);
}

/** The literals that flagd takes for the variant `name`: the text, and for `true` or `3` also the boolean or number. */
export function literalsFor(name: string): Json[] {
  const literals: Json[] = [name];
  if (name === 'true' || name === 'false') literals.push(name === 'true');
  if (isNumeric(name)) literals.push(Number(name));
  return literals;
}

/** Those of `names` that an operator of this kind can return. */
export function namesWithin(names: VariantNames, kind: ResultKind, when: Outcome): string[] {
  return [...names].filter((name) => {
    switch (kind) {
      case 'boolean':
      case 'boolean or null':
        return (name === 'true' && when !== 'falsy') || (name === 'false' && when !== 'truthy');
      case 'number':
        return isNumeric(name) && (when === 'any' || (when === 'falsy') === (name === '0'));
      default:
        return when !== 'falsy' || falsyNames.has(name);
    }
  });
}

/** Whether a result that is one of these variants always counts as true in `and` and `or`. */
export function alwaysTruthy(names: Iterable<string>): boolean {
  return [...names].every((name) => !falsyNames.has(name));
}

function isNumeric(name: string): boolean {
  return name !== 'NaN' && String(Number(name)) === name;
}
