import { isDeepStrictEqual } from 'node:util';

import { LastgoodError } from '@lastgood/triggers';

import type { FlagDefinition, FlagDocument } from './document.ts';
import { isObject, pointer, type JsonObject } from './json.ts';

/** A flag document and the file that it came from. */
export type FlagFile = { readonly file: string; readonly document: FlagDocument };

/**
 * One document from several files. The metadata of a file speaks of its own flags, so it goes down to them.
 *
 * @throws LastgoodError `flag-twice`, `evaluator-twice` naming both files
 */
export function mergeFlagFiles(files: readonly FlagFile[]): FlagDocument {
  const [first, ...others] = files;
  if (first && others.length === 0) return first.document;
  const [clash] = clashes(files);
  if (clash) throw new LastgoodError(clash.code, `${clash.file}: ${clash.path}: ${clash.message}`);
  const evaluators = Object.assign({}, ...files.map(({ document }) => document.$evaluators ?? {}));
  return {
    flags: Object.fromEntries(
      files.flatMap(({ document }) =>
        Object.entries(document.flags).map(([flag, definition]) => [
          flag,
          withSetMetadata(definition, document.metadata),
        ]),
      ),
    ),
    ...(Object.keys(evaluators).length > 0 && { $evaluators: evaluators }),
  };
}

/** What is defined in two files at once: any flag, and evaluators that differ. */
export function clashes(
  files: readonly FlagFile[],
): { code: string; file: string; path: string; message: string }[] {
  const owners = new Map<string, { file: string; body: unknown }>();
  return files.flatMap(({ file, document }) => {
    const flags = Object.entries(document.flags).map(([name, body]) => ({
      kind: 'flags',
      name,
      body,
    }));
    const evaluators = Object.entries(
      isObject(document.$evaluators) ? document.$evaluators : {},
    ).map(([name, body]) => ({ kind: '$evaluators', name, body }));
    return [...flags, ...evaluators].flatMap(({ kind, name, body }) => {
      const path = pointer([kind, name]);
      const owner = owners.get(path);
      if (!owner) {
        owners.set(path, { file, body });
        return [];
      }
      if (kind === 'flags') {
        return [{ code: 'flag-twice', file, path, message: `${owner.file} defines this flag too` }];
      }
      if (isDeepStrictEqual(owner.body, body)) return [];
      const message = `${owner.file} defines this evaluator differently`;
      return [{ code: 'evaluator-twice', file, path, message }];
    });
  });
}

function withSetMetadata(
  definition: FlagDefinition,
  metadata: JsonObject | undefined,
): FlagDefinition {
  if (metadata === undefined || !isObject(definition)) return definition;
  return { ...definition, metadata: { ...metadata, ...definition.metadata } };
}
