import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';

import { systemReason } from '@lastgood/controller';
import { LastgoodError } from '@lastgood/triggers';

/** In bytes. Nobody writes as much; a recording in place of a policy does not keep one waiting until it is refused. */
const largest = 2 ** 18;

/**
 * Reads the text of a file that people write, which nobody has looked at yet.
 *
 * @param what it is taken for
 * @throws LastgoodError `policy-unreadable` or `scenario-unreadable`, with the file
 */
export async function readWritten(file: string, what: 'policy' | 'scenario'): Promise<string> {
  const refused = (problem: string, cause?: unknown): LastgoodError =>
    new LastgoodError(`${what}-unreadable`, `${file}: ${problem}`, { cause });
  // As of a variable of the shell that is not set.
  if (file === '') throw new LastgoodError(`${what}-unreadable`, `the ${what} has an empty name`);
  let bytes: Buffer;
  try {
    // No more than it takes to see that there is too much, as in a device that has no end.
    bytes = await buffer(createReadStream(file, { end: largest }));
  } catch (error) {
    throw refused(reason(error, what), error);
  }
  if (bytes.length > largest) {
    throw refused(`this is larger than the ${largest} bytes that a ${what} may have`);
  }
  // Otherwise what cannot be read would be lost where the file is written again.
  if (!isUtf8(bytes)) throw refused('is not text in UTF-8');
  return bytes.toString('utf8');
}

function reason(error: unknown, what: string): string {
  if (!(error instanceof Error && 'code' in error)) return String(error);
  if (error.code === 'ENOENT') return 'there is no such file';
  if (error.code === 'EISDIR') return `this is a directory, not a ${what}`;
  return `the ${what} cannot be read: ${systemReason(error)}`;
}
