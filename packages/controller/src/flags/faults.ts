import type { FlagDefinition, FlagDocument } from './document.ts';
import { isObject, pointer, type JsonObject } from './json.ts';

/** Something wrong in a flag document, and where: a JSON pointer, empty for the whole document. */
export type Fault = { readonly path: string; readonly message: string };

/**
 * What flagd does not forgive: it then takes no flag of the document at all, and keeps the ones it had.
 * (Other violations of its schema it serves with a warning.)
 */
export function fatalFaults(document: FlagDocument): Fault[] {
  return Object.entries(document.flags).flatMap(([flag, definition]) =>
    faultsOf(definition).map(([property, message]) => ({
      path: pointer(['flags', flag, ...property]),
      message,
    })),
  );
}

function faultsOf(definition: FlagDefinition): [property: string[], message: string][] {
  if (!isObject(definition)) return [[[], 'must be an object']];
  const { variants, state, defaultVariant } = definition;
  const faults: [string[], string][] = [];
  if (state !== 'ENABLED' && state !== 'DISABLED') {
    const found = JSON.stringify(state) ?? 'missing';
    faults.push([['state'], `must be ENABLED or DISABLED and is ${found}`]);
  }
  if (!isObject(variants)) {
    faults.push([['variants'], 'must be an object of variants']);
  } else if (defaultVariant && !isNameOf(variants, defaultVariant)) {
    const known = Object.keys(variants).join(', ') || 'none';
    const message = `${JSON.stringify(defaultVariant)} is not one of the variants: ${known}`;
    faults.push([['defaultVariant'], message]);
  }
  return faults;
}

/** A number is no name, even where it looks like one. */
function isNameOf(variants: JsonObject, name: unknown): boolean {
  return typeof name === 'string' && Object.hasOwn(variants, name);
}
