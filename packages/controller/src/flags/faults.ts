import type { FlagDefinition, FlagDocument } from './document.ts';
import { isObject, pointer } from './json.ts';

/** Something wrong in a flag document, and where: a JSON pointer, empty for the whole document. */
export type Fault = { readonly path: string; readonly message: string };

/**
 * What flagd does not forgive: it then takes no flag of the document at all, and keeps the ones it had.
 * (Other violations of its schema it serves with a warning.)
 */
export function fatalFaults(document: FlagDocument): Fault[] {
  return Object.entries(document.flags).flatMap(([flag, definition]) => {
    const fault = fatalFault(definition);
    if (!fault) return [];
    const [property, message] = fault;
    return [{ path: pointer(['flags', flag, ...property]), message }];
  });
}

function fatalFault(definition: FlagDefinition): [string[], string] | undefined {
  if (!isObject(definition)) return [[], 'must be an object'];
  const { variants, state, defaultVariant } = definition;
  if (!isObject(variants)) return [['variants'], 'must be an object of variants'];
  if (state !== 'ENABLED' && state !== 'DISABLED') {
    return [['state'], `must be ENABLED or DISABLED and is ${JSON.stringify(state) ?? 'missing'}`];
  }
  if (!defaultVariant || Object.hasOwn(variants, defaultVariant)) return undefined;
  const known = Object.keys(variants).join(', ') || 'none';
  return [['defaultVariant'], `"${defaultVariant}" is not one of the variants: ${known}`];
}
