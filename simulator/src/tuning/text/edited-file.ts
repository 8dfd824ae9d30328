import type { Document } from 'yaml';

import type { Writer } from './writer.ts';

/** A file that is to be edited. */
export interface EditedFile {
  readonly text: string;
  readonly document: Document;
  readonly write: Writer;
}
