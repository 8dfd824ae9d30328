import { LastgoodError } from '@lastgood/triggers';

import { listFlagFiles, readText } from '../flags/files.ts';
import { clashes, type FlagFile } from '../flags/merge.ts';
import { parseFlagFile } from '../flags/parse.ts';
import { documentFaults } from './document-faults.ts';
import { duplicateKeys } from './duplicate-keys.ts';

/** Something wrong in a flag file. */
export type Violation = {
  readonly file: string;
  /** JSON pointer; empty where it is about the whole file. */
  readonly path: string;
  readonly message: string;
};

export type FlagFolderCheck = {
  readonly files: number;
  readonly flags: number;
  readonly violations: readonly Violation[];
};

/**
 * Everything that is wrong with the flag files of a folder (or with one file): violations of flagd's schemas in strict
 * mode, and what the schemas do not see, such as variants that are not there and flags that two files define.
 *
 * @throws LastgoodError `file-unreadable` if the folder cannot be read
 */
export async function checkFlagFolder(path: string): Promise<FlagFolderCheck> {
  const files = await listFlagFiles(path);
  const violations: Violation[] = [];
  if (files.length === 0)
    violations.push({ file: path, path: '', message: 'holds no *.json file' });
  const read: FlagFile[] = [];
  for (const file of files) {
    try {
      const text = await readText(file);
      const document = parseFlagFile(file, text);
      read.push({ file, document });
      violations.push(...checkFlagFile({ file, text, document }));
    } catch (error) {
      if (!(error instanceof LastgoodError)) throw error;
      violations.push({ file, path: '', message: withoutFile(error.message, file) });
    }
  }
  violations.push(...clashes(read).map(({ file, path, message }) => ({ file, path, message })));
  const flags = read.reduce((sum, { document }) => sum + Object.keys(document.flags).length, 0);
  return { files: files.length, flags, violations };
}

/** Everything that is wrong with one flag file by itself. */
export function checkFlagFile({ file, text, document }: FlagFile & { text: string }): Violation[] {
  const faults = [...duplicateKeys(text), ...documentFaults(document)];
  const violations = faults.map((fault) => ({ file, ...fault }));
  return [...new Map(violations.map((each) => [describeViolation(each), each])).values()];
}

/** One line: `FILE: PATH: what is wrong`. */
export function describeViolation({ file, path, message }: Violation): string {
  return [file, path, message].filter(Boolean).join(': ');
}

function withoutFile(message: string, file: string): string {
  return message.startsWith(`${file}: `) ? message.slice(file.length + 2) : message;
}
