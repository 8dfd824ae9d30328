import { isNode, LineCounter, parseDocument, type Document } from 'yaml';

import { LastgoodError } from '../errors.ts';
import type { ModelPolicy } from './model.ts';
import { policySchema } from './schema.ts';

/**
 * Reads a policy file.
 *
 * @param text YAML (or JSON, which is YAML)
 * @param file what the errors call it
 * @returns the policies of its models, in the order of the file, every default filled in
 * @throws LastgoodError `policy-invalid` with file, line, path, value and what would be right, for the first fault
 */
export function parsePolicy(text: string, file: string): ModelPolicy[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [syntax] = document.errors;
  if (syntax) throw invalid(file, lines.linePos(syntax.pos[0]).line, syntax.message);

  const parsed = policySchema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const [fault] = parsed.error.issues;
  if (!fault) throw invalid(file, 1, 'this is no policy');
  const unknown = fault.code === 'unrecognized_keys' ? fault.keys.slice(0, 1) : [];
  const path = [...fault.path, ...unknown].map(String);
  const line = lineOf(document, path, lines);
  const problem =
    unknown.length > 0
      ? 'is not a key that a policy has'
      : problemWith(fault.message, document, path);
  throw invalid(file, line, `${path.join('.') || 'the file'}: ${problem}`);
}

function invalid(file: string, line: number, message: string): LastgoodError {
  return new LastgoodError('policy-invalid', `${file}:${line}: ${message}`);
}

function problemWith(message: string, document: Document, path: string[]): string {
  const value: unknown = path.length === 0 ? document.toJS() : document.getIn(path);
  if (value === undefined) return `is missing, ${message}`;
  return isNode(value) ? message : `${JSON.stringify(value)} ${message}`;
}

/** The line of the deepest part of the path that the file has. */
function lineOf(document: Document, path: string[], lines: LineCounter): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** The policy of one model: the only one, or the one that is asked for. */
export function policyOf(policies: readonly ModelPolicy[], model?: string): ModelPolicy {
  const names = policies.map((policy) => policy.model).join(', ');
  if (model === undefined && policies.length > 1) {
    throw new LastgoodError(
      'model-ambiguous',
      `the policy has several models: name one of ${names}`,
    );
  }
  const found = policies.find((policy) => model === undefined || policy.model === model);
  if (found) return found;
  throw new LastgoodError(
    'model-unknown',
    `the policy has no model "${model ?? ''}": there is ${names}`,
  );
}
