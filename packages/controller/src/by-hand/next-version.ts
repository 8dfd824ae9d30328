import { withFlag, type FlagDocument } from '../flags/document.ts';
import { isObject, type Json, type JsonObject } from '../flags/json.ts';
import type { RolledBack } from '../overlay/roll-back.ts';

/**
 * The document with the next `version` in the metadata of its set, and of the flag where that has one of its own:
 * services report it, and so it shows whom a change has reached.
 */
export function withNextVersion(document: FlagDocument, flag: string): RolledBack {
  const { metadata = {} } = document;
  const next = isObject(metadata) ? nextVersion(metadata['version'] ?? '0') : undefined;
  const notes =
    next === undefined
      ? [`the version in the file's metadata is no whole number and stays as it is`]
      : [];
  const versioned =
    next === undefined ? document : { ...document, metadata: withVersion(metadata, next) };
  const definition = versioned.flags[flag];
  const own = definition?.metadata?.['version'];
  const nextOwn = own === undefined ? undefined : nextVersion(own);
  if (!definition?.metadata || nextOwn === undefined) return { document: versioned, notes };
  const changed = { ...definition, metadata: withVersion(definition.metadata, nextOwn) };
  return { document: withFlag(versioned, flag, changed), notes };
}

function withVersion(metadata: JsonObject, version: Json): JsonObject {
  return { ...metadata, version };
}

/** flagd's schema wants the version of a set as text; a number in a file stays one. */
function nextVersion(version: Json): Json | undefined {
  if (typeof version === 'string' && /^\d+$/.test(version)) return String(BigInt(version) + 1n);
  if (typeof version === 'number' && Number.isSafeInteger(version + 1)) return version + 1;
  return undefined;
}
