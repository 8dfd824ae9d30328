import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
} from 'yaml';

import { LastgoodError } from '../errors.ts';
import { shown } from '../ingestion/refusal.ts';

/** A file that is YAML, before anybody asked whether it is a policy or a scenario. */
export interface YamlSource {
  readonly value: unknown;
  /** Faults of what stands at some paths, a line for each in the order of the file: `file:line: path: value problem`. */
  faults(all: readonly Fault[]): LastgoodError;
}

/** What is wrong with what stands at a path. */
export interface Fault {
  readonly path: readonly string[];
  readonly problem: string;
}

/** @throws LastgoodError with this code, file and line if the text is no YAML that could be read */
export function readSource(text: string, file: string, code: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    merge: true,
  });
  const invalid = (offset: number, message: string): LastgoodError =>
    new LastgoodError(code, `${file}:${lines.linePos(offset).line}: ${message}`);

  const [syntax] = document.errors;
  if (syntax) throw invalid(syntax.pos[0], explain(syntax.code, syntax.message));
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document)) return;
      throw invalid(
        alias.range?.[0] ?? 0,
        `*${alias.source}: there is no anchor &${alias.source} before it`,
      );
    },
    Pair: (_, { key }) => {
      if (!isScalar(key) || key.value !== '__proto__') return;
      throw invalid(key.range?.[0] ?? 0, '__proto__: cannot be a name');
    },
  });
  const value = plain(document, (message) => invalid(0, message));
  return {
    value,
    faults(all) {
      const placed = all.map(({ path, problem }) => {
        const { line } = lines.linePos(offsetOf(document, path));
        const where = path.map(quoted).join('.') || 'the file';
        return {
          line,
          text: `${file}:${line}: ${where}: ${withValue(valueAt(value, path), problem)}`,
        };
      });
      const sorted = placed.toSorted((left, right) => left.line - right.line);
      // Two rules may find the same fault.
      const texts = new Set(sorted.map(({ text }) => text));
      return new LastgoodError(code, [...texts].join('\n'));
    },
  };
}

function explain(code: string, message: string): string {
  if (code === 'DUPLICATE_KEY') return 'this key is there already: keep one of the two';
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here: keep one';
  return `this is no YAML: ${message}`;
}

/** Aliases that multiply, or nesting without end, make the library give up. */
function plain(document: Document, invalid: (message: string) => LastgoodError): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw invalid(`this is no YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function quoted(part: string): string {
  return /^[\w-]+$/.test(part) ? part : JSON.stringify(part);
}

function withValue(value: unknown, problem: string): string {
  if (value === undefined) return `is missing, it ${problem}`;
  if (value === null) return `is empty, it ${problem}`;
  if (typeof value === 'object') return problem;
  return `${shown(value)} ${problem}`;
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const part of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part))
      return undefined;
    found = Reflect.get(found, part);
  }
  return found;
}

/** Where the deepest part of the path that the file has begins: its key or item, or the alias that stands for the rest. */
function offsetOf(document: Document, path: readonly string[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const part of path) {
    if (isSeq(node)) {
      node = node.items[Number(part)];
      if (isNode(node)) offset = node.range?.[0] ?? offset;
      continue;
    }
    if (!isMap(node)) break;
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
    if (!pair || !isScalar(pair.key)) break;
    offset = pair.key.range?.[0] ?? offset;
    node = pair.value;
  }
  return offset;
}
