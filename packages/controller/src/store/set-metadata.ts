import type { FlagDefinition, FlagDocument } from '../flags/document.ts';
import { isObject } from '../flags/json.ts';

/** The flag set of flags whose files name none: every served flag belongs to one. */
export const unnamedFlagSet = 'lastgood';

/**
 * The document as version `version` of its flag set.
 * A `version` that single flags have goes: it would hide the set's from the services, which confirm a rollback by it.
 */
export function withVersion(document: FlagDocument, version: number): FlagDocument {
  const flags = Object.entries(document.flags).map(([flag, definition]) => [
    flag,
    withoutVersion(definition),
  ]);
  return {
    ...document,
    flags: Object.fromEntries(flags),
    metadata: {
      flagSetId: unnamedFlagSet,
      ...(isObject(document.metadata) && document.metadata),
      // flagd's schema wants a text.
      version: String(version),
    },
  };
}

function withoutVersion(definition: FlagDefinition): FlagDefinition {
  if (!isObject(definition.metadata)) return definition;
  const { version: _, ...metadata } = definition.metadata;
  return { ...definition, metadata };
}
