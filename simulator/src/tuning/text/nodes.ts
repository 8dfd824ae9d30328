import {
  isCollection,
  isNode,
  isPair,
  parseDocument,
  type Alias,
  type Document,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** As a policy is read. */
export function readDocument(text: string): Document {
  return parseDocument(text, { prettyErrors: false, stringKeys: true, merge: true });
}

/** A node of a text. */
export type Positioned = Alias | Scalar | YAMLMap | YAMLSeq;

export function nodeOf(value: unknown): Positioned | null {
  return isNode(value) ? value : null;
}

/** Where it begins, behind its anchor and tag. */
export function startOf(node: Positioned): number {
  return node.range?.[0] ?? 0;
}

/** Where its last value ends, before any space and comment behind it. */
export function endOf(node: Positioned): number {
  if (isCollection(node) && node.flow !== true) {
    const last: unknown = node.items.at(-1);
    const inner = nodeOf(isPair(last) ? (nodeOf(last.value) ?? last.key) : last);
    if (inner) return endOf(inner);
  }
  return node.range?.[1] ?? 0;
}
