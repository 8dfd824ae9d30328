import { isDeepStrictEqual } from 'node:util';

import { parseTree, type Node } from 'jsonc-parser';

import { isList, isObject, type Json, type JsonObject } from '../flags/json.ts';
import { layoutOf, type Layout } from './layout.ts';

/** A piece of the text to be replaced: `length` characters from `offset`. */
type Edit = { readonly offset: number; readonly length: number; readonly content: string };

/**
 * The JSON text changed so that it says `after`. What says the same in both stays as it is written, spaces, order and
 * numbers such as `1e3` included.
 */
export function editText(text: string, after: Json): string {
  const layout = layoutOf(text);
  let edited = text;
  // A name that an object has twice comes to light when its last value is taken away: look again.
  for (let pass = 0; pass < 10; pass += 1) {
    const before = JSON.parse(edited) as Json;
    const root = parseTree(edited);
    if (!root || isDeepStrictEqual(before, after)) break;
    edited = apply(edited, changes(root, before, after, { text: edited, layout }));
  }
  return edited;
}

type Source = { readonly text: string; readonly layout: Layout };

function changes(node: Node, before: Json, after: Json, source: Source): Edit[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isObject(before) && isObject(after) && shareName(before, after)) {
    const edits = Object.keys(before).flatMap((key) => {
      const property = propertyNamed(node, key);
      const value = property?.children?.[1];
      if (!property || !value) return [];
      const kept = after[key];
      return Object.hasOwn(after, key) && kept !== undefined
        ? changes(value, before[key] ?? null, kept, source)
        : [removal(node, property)];
    });
    const added = Object.entries(after).filter(([key]) => !Object.hasOwn(before, key));
    return [...edits, ...added.map(([key, value]) => insertion(node, key, value, source))];
  }
  if (isList(before) && isList(after) && before.length === after.length) {
    return (node.children ?? []).flatMap((child, index) =>
      changes(child, before[index] ?? null, after[index] ?? null, source),
    );
  }
  const { text, layout } = source;
  const content = layout.write(after, layout.indentAt(text, node.offset));
  return [{ offset: node.offset, length: node.length, content }];
}

/** Whether anything of the one object is kept in the other; if not, as where `$ref` gives way to `if`, it is written anew. */
function shareName(before: JsonObject, after: JsonObject): boolean {
  return Object.keys(before).some((key) => Object.hasOwn(after, key));
}

/** The property that counts: the last one of that name. */
function propertyNamed(node: Node, key: string): Node | undefined {
  return node.children?.findLast((property) => property.children?.[0]?.value === key);
}

function removal(object: Node, property: Node): Edit {
  const properties = object.children ?? [];
  const index = properties.indexOf(property);
  const [previous, next] = [properties[index - 1], properties[index + 1]];
  const end = property.offset + property.length;
  if (next) return { offset: property.offset, length: next.offset - property.offset, content: '' };
  const start = previous ? previous.offset + previous.length : property.offset;
  return { offset: start, length: end - start, content: '' };
}

/** A new property after the last one of an object that has some, on a line of its own if the last one has that. */
function insertion(object: Node, key: string, value: Json, { text, layout }: Source): Edit {
  const last = object.children?.at(-1) ?? object;
  const oneLine = !text.slice(object.offset, last.offset).includes('\n');
  const indent = layout.indentAt(text, last.offset);
  const separator = oneLine ? `,${layout.space}` : `,${layout.lineEnd}${indent}`;
  const content = `${separator}${JSON.stringify(key)}:${layout.space}${layout.write(value, indent)}`;
  return { offset: last.offset + last.length, length: 0, content };
}

function apply(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((one, other) => other.offset - one.offset || other.length - one.length)
    .reduce(
      (edited, { offset, length, content }) =>
        edited.slice(0, offset) + content + edited.slice(offset + length),
      text,
    );
}
