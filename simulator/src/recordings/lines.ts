import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { LastgoodError } from '@lastgood/triggers';

/** Lines of a file that follow one another. */
export interface Lines {
  /** The number of the first of them, 1 for the first of the file. */
  readonly first: number;
  readonly texts: readonly string[];
  /** How much of the file has been read, from 0 to 1. */
  readonly progress: number;
}

/** In characters. A file without line ends is refused before it fills the memory. */
const longestLine = 2 ** 24;

/**
 * Reads a text file some hundred lines at a time, unpacked if its name ends in `.gz`. Line ends are not part of the
 * lines; the last line needs none.
 *
 * @throws LastgoodError `recording-unreadable` with the file, and with the line where it breaks off
 */
export async function* readLines(file: string): AsyncGenerator<Lines> {
  const size = await sizeOf(file);
  const source = createReadStream(file);
  // What goes wrong in the source comes out at the end of the pipeline.
  const content: Readable = file.endsWith('.gz')
    ? pipeline(source, createGunzip(), () => undefined)
    : source;
  content.setEncoding('utf8');
  let first = 1;
  let rest = '';
  try {
    for await (const chunk of content) {
      const texts = String(chunk).split('\n');
      texts[0] = rest + (texts[0] ?? '');
      rest = texts.pop() ?? '';
      if (texts.length > 0) yield { first, texts, progress: source.bytesRead / size };
      first += texts.length;
      if (rest.length > longestLine) {
        throw unreadable(`${file}:${first}`, `no line end within ${longestLine} characters`);
      }
    }
  } catch (error) {
    throw explained(file, first, error);
  } finally {
    source.destroy();
  }
  if (rest !== '') yield { first, texts: [rest], progress: 1 };
}

async function sizeOf(file: string): Promise<number> {
  if (file === '')
    throw new LastgoodError('recording-unreadable', 'the recording has an empty name');
  try {
    return (await stat(file)).size;
  } catch (error) {
    throw explained(file, 1, error);
  }
}

function unreadable(place: string, problem: string, cause?: unknown): LastgoodError {
  return new LastgoodError('recording-unreadable', `${place}: ${problem}`, { cause });
}

/** Puts what the system says into words. */
function explained(file: string, line: number, error: unknown): unknown {
  if (error instanceof LastgoodError || !(error instanceof Error && 'code' in error)) return error;
  switch (error.code) {
    case 'ENOENT':
      return unreadable(file, 'there is no such file', error);
    case 'EISDIR':
      return unreadable(file, 'this is a directory, not a recording', error);
    case 'EACCES':
      return unreadable(file, 'this file may not be read', error);
    case 'Z_BUF_ERROR':
      return unreadable(`${file}:${line}`, 'the packed file breaks off here', error);
    case 'Z_DATA_ERROR':
      return unreadable(`${file}:${line}`, 'the packed file is damaged, or not gzip', error);
    default:
      return unreadable(file, error.message, error);
  }
}
