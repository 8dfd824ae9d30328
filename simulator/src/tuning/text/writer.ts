import { Document, isCollection, isScalar } from 'yaml';

import type { Positioned } from './nodes.ts';
import type { Plain } from './plain.ts';

/** Writes values within a line, as the file around them is written. */
export interface Writer {
  /** What ends a line. */
  readonly newline: string;
  value(value: unknown): string;
  /** A key and its value. */
  entry(key: string, value: unknown): string;
}

/** The style of a file: JSON, or the inner style of YAML, `{ first: 30m, factor: 4 }` and `[5%, 100%]`. */
export function writer(text: string): Writer {
  const value = isJson(text) ? json : yaml;
  return {
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    value,
    entry: (key, content) => `${value(key)}: ${value(content)}`,
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function json(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(json).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, part]) => `${json(key)}: ${json(part)}`);
  return `{ ${entries.join(', ')} }`;
}

function yaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(yaml).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalar(value);
  const entries = Object.entries(value).map(([key, part]) => `${yaml(key)}: ${yaml(part)}`);
  return `{ ${entries.join(', ')} }`;
}

/** Quoted where it has to be between brackets. */
function scalar(value: unknown): string {
  const list = new Document([value]);
  if (isCollection(list.contents)) list.contents.flow = true;
  return list.toString({ lineWidth: 0, flowCollectionPadding: false }).trim().slice(1, -1);
}

/** A value in the quotes of the one that it takes the place of. */
export function likewise(write: Writer, node: Positioned, value: Plain): string {
  if (typeof value !== 'string' || !isScalar(node)) return write.value(value);
  if (node.type === 'QUOTE_DOUBLE') return JSON.stringify(value);
  return node.type === 'QUOTE_SINGLE' ? `'${value}'` : write.value(value);
}
