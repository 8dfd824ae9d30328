import { LastgoodError } from '@lastgood/triggers';
import { MemoryStorage } from '@openfeature/flagd-core';

import type { FlagDocument } from './document.ts';
import { fatalFaults } from './faults.ts';
import { listFlagFiles, readText } from './files.ts';
import { mergeFlagFiles } from './merge.ts';
import { parseFlagFile } from './parse.ts';
import { silentLogger } from './silent-logger.ts';

/**
 * The flags of a file, or of all `*.json` files in a folder, as one document that flagd takes.
 *
 * @throws LastgoodError naming the file and what is wrong with it: `file-unreadable`, `no-flag-files`, `not-json`,
 * `no-flags`, `flag-twice`, `evaluator-twice`, `flag-invalid`
 */
export async function readFlagFiles(path: string): Promise<FlagDocument> {
  const files = await listFlagFiles(path);
  if (files.length === 0) {
    throw new LastgoodError('no-flag-files', `${path}: holds no *.json file`);
  }
  const read = [];
  for (const file of files) {
    const document = parseFlagFile(file, await readText(file));
    requireLoadable(file, document);
    read.push({ file, document });
  }
  return mergeFlagFiles(read);
}

function requireLoadable(file: string, document: FlagDocument): void {
  const [fault] = fatalFaults(document);
  if (fault) throw new LastgoodError('flag-invalid', `${file}: ${fault.path}: ${fault.message}`);
  try {
    new MemoryStorage(silentLogger).setConfigurations(JSON.stringify(document));
  } catch (cause) {
    throw new LastgoodError('flag-invalid', `${file}: flagd does not take it`, { cause });
  }
}
