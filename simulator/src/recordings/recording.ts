import { LastgoodError } from '@lastgood/triggers';

import { LineReader, type RecordingLine } from './line.ts';
import { readLines } from './lines.ts';

export interface ReadRecordingOptions {
  /** Count lines that cannot be read, instead of failing at the first. */
  readonly skipBadLines: boolean;
  /** Called with each line; a reason that it returns makes the line one that cannot be read. */
  readonly visit: (line: RecordingLine) => string | undefined;
  /** Called now and then with how much of the file has been read, from 0 to 1. */
  readonly progress?: ((share: number) => void) | undefined;
}

/** How the reading went. */
export interface Reading {
  /** Lines that were read. */
  readonly read: number;
  /** Lines that were skipped, and which was the first of them and why. */
  readonly skipped: number;
  readonly firstSkipped?: string;
}

const inWords = {
  tick: 'an aggregated tick',
  outcome: 'a single outcome',
  shadow: 'a request of a shadow log',
} as const satisfies Record<RecordingLine['kind'], string>;

/**
 * Reads a recording, `.jsonl` or `.jsonl.gz`, line by line in constant memory. Blank lines say nothing.
 *
 * @throws LastgoodError `recording-unreadable` if the file cannot be read, `recording-line` for a line that cannot,
 *   `recording-mixed` for a line of another kind than those before it (skipped by nothing: half a recording would be)
 */
export async function readRecording(file: string, options: ReadRecordingOptions): Promise<Reading> {
  const reader = new LineReader();
  let kind: RecordingLine['kind'] | undefined;
  let read = 0;
  let skipped = 0;
  let firstSkipped: string | undefined;
  for await (const { first, texts, progress } of readLines(file)) {
    for (const [index, untrimmed] of texts.entries()) {
      const text = untrimmed.trim();
      if (text === '') continue;
      const line = reader.read(text);
      if (typeof line !== 'string') {
        kind ??= line.kind;
        if (line.kind !== kind) throw mixed(`${file}:${first + index}`, kind, line.kind);
      }
      const reason = typeof line === 'string' ? line : options.visit(line);
      if (reason === undefined) {
        read += 1;
        continue;
      }
      const number = first + index;
      if (!options.skipBadLines) {
        throw new LastgoodError('recording-line', `${file}:${number}: ${reason}`);
      }
      skipped += 1;
      firstSkipped ??= `line ${number}: ${reason}`;
    }
    options.progress?.(progress);
  }
  return firstSkipped === undefined ? { read, skipped } : { read, skipped, firstSkipped };
}

function mixed(
  place: string,
  before: RecordingLine['kind'],
  now: RecordingLine['kind'],
): LastgoodError {
  return new LastgoodError(
    'recording-mixed',
    `${place}: ${inWords[now]} after lines that are each ${inWords[before]}: a recording is of one kind`,
  );
}
