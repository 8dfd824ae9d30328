import { isDeepStrictEqual } from 'node:util';

import { LastgoodError } from '@lastgood/triggers';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

import { checkFlagFile, describeViolation } from '../check/check-flag-folder.ts';
import { getFlag, requireVariant, type FlagDocument } from '../flags/document.ts';
import { fatalFaults } from '../flags/faults.ts';
import { readText, requireReplaceable } from '../flags/files.ts';
import { parseFlagFile } from '../flags/parse.ts';
import { possibleVariants } from '../overlay/possible-variants.ts';
import { rollBack } from '../overlay/roll-back.ts';
import { sameVersion } from '../overlay/variant-names.ts';
import { whereYielded } from '../overlay/where-yielded.ts';
import { editText } from './edit-text.ts';
import { withNextVersion } from './next-version.ts';
import { replaceFile } from './replace-file.ts';

export type FileRollback = {
  readonly file: string;
  readonly flag: string;
  /** The version to take out; default: the only one besides `to` that the flag can give. */
  readonly from?: string | undefined;
  readonly to: string;
  /** Only show what would change. */
  readonly dryRun?: boolean;
};

export type FileRolledBack = {
  /** What was taken out; undefined if the flag gives nothing but `to` already. */
  readonly from: string | undefined;
  /** The unified difference; empty if there is nothing to change. */
  readonly diff: string;
  /** How it was done, where that is not plain, one line each. */
  readonly notes: readonly string[];
  /** What was wrong with the file before, one line each. It did not stand in the way. */
  readonly warnings: readonly string[];
};

/**
 * Takes a version out of a flag in a flag file, in place, with nothing else running. What is not changed stays as it
 * is written. On any error the file is byte for byte as it was.
 *
 * @throws LastgoodError naming the file, flag or variant
 */
export async function rollBackFile(rollback: FileRollback): Promise<FileRolledBack> {
  const { file } = rollback;
  await requireReplaceable(file);
  const text = await readText(file);
  const document = parseFlagFile(file, text);
  const changed = await change(text, document, rollback);
  // Only now: no rollback waits for the check of a large file.
  return { ...changed, warnings: checkFlagFile({ file, text, document }).map(describeViolation) };
}

async function change(
  text: string,
  document: FlagDocument,
  { file, flag, to, dryRun, ...rollback }: FileRollback,
): Promise<Omit<FileRolledBack, 'warnings'>> {
  const from = rollback.from ?? within(file, () => inNeed(document, flag, to));
  const unchanged = { from, diff: '', notes: [] };
  if (from === undefined) return unchanged;
  const rolledBack = within(file, () => rollBack(document, { flag, from, to }));
  if (isDeepStrictEqual(rolledBack.document, document)) return unchanged;
  const versioned = withNextVersion(rolledBack.document, flag);
  const newText = editText(text, versioned.document);
  verify(newText, versioned.document, { file, flag, from });
  if (!dryRun) await replaceFile(file, text, newText);
  return {
    from,
    diff: createTwoFilesPatch(file, file, text, newText, undefined, undefined, {
      context: 3,
      headerOptions: FILE_HEADERS_ONLY,
    }),
    notes: [...rolledBack.notes, ...versioned.notes, ...hindrance(versioned.document)],
  };
}

/** A violation never stands in the way of a rollback, but some keep flagd from taking it up. */
function hindrance(document: FlagDocument): string[] {
  const paths = fatalFaults(document).map(({ path }) => path);
  if (paths.length === 0) return [];
  return [
    `flagd takes up no change of this file until what is wrong is mended: ${paths.join(', ')}`,
  ];
}

/** Errors about a document do not know what file it is from. */
function within<Result>(file: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof LastgoodError)) throw error;
    throw new LastgoodError(error.code, `${file}: ${error.message}`, { cause: error });
  }
}

/** The one version that has to go, or undefined if none has to. */
function inNeed(document: FlagDocument, flag: string, to: string): string | undefined {
  const definition = getFlag(document, flag);
  requireVariant(definition, flag, to);
  const wanted = sameVersion(definition, to);
  const others = possibleVariants(document, flag).filter((variant) => !wanted.has(variant));
  const [first] = others;
  if (first === undefined) return undefined;
  const version = sameVersion(definition, first);
  if (others.every((variant) => version.has(variant))) return first;
  throw new LastgoodError(
    'from-ambiguous',
    `the flag "${flag}" can give ${others.join(', ')} besides "${to}": name the one to take out`,
  );
}

/** Before a file is written over, its new text is read again as flagd will read it. */
function verify(
  text: string,
  intended: FlagDocument,
  { file, flag, from }: { file: string; flag: string; from: string },
): void {
  const read = parseFlagFile(file, text);
  if (isDeepStrictEqual(read, intended) && whereYielded(read, flag, from).length === 0) return;
  throw new LastgoodError(
    'not-editable',
    `${file}: cannot be changed in place, and stays as it was`,
  );
}
