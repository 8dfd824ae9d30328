import type { YAMLSeq } from 'yaml';

import { newLine, type Edit } from './edit.ts';
import type { EditedFile } from './edited-file.ts';
import { endOf, nodeOf, startOf, type Positioned } from './nodes.ts';
import { likewise } from './writer.ts';

/** Item by item, so that a comment beside one of them stays. */
export function sequenceEdits(
  file: EditedFile,
  sequence: YAMLSeq,
  values: readonly (string | number)[],
): Edit[] {
  const items = sequence.items.map(nodeOf).filter((item) => item !== null);
  const replaced = items.slice(0, values.length).map((item, place) => ({
    from: startOf(item),
    to: endOf(item),
    content: likewise(file.write, item, values[place] ?? ''),
  }));
  const last = items.at(-1);
  const added = values.slice(items.length);
  return [
    ...replaced,
    ...(last && added.length > 0 ? [addition(file, sequence, last, added)] : []),
    ...items
      .slice(values.length)
      .map((item, place) => removal(file, sequence, item, items[values.length + place - 1])),
  ];
}

function addition(
  { text, write }: EditedFile,
  sequence: YAMLSeq,
  last: Positioned,
  values: readonly (string | number)[],
): Edit {
  const end = endOf(last);
  const written = values.map((value) => likewise(write, last, value));
  if (sequence.flow === true) {
    return { from: end, to: end, content: written.map((value) => `, ${value}`).join('') };
  }
  const indent = text.slice(text.lastIndexOf('\n', startOf(sequence)) + 1, startOf(sequence));
  const lines = written.map((value) => `${indent}- ${value}`).join(write.newline);
  return newLine(text, end, lines, write.newline);
}

/** A line goes with its item, unless there is a comment in it. */
function removal(
  { text }: EditedFile,
  sequence: YAMLSeq,
  item: Positioned,
  before: Positioned | undefined,
): Edit {
  const end = endOf(item);
  if (sequence.flow === true) {
    return { from: before ? endOf(before) : startOf(item), to: end, content: '' };
  }
  const dash = text.lastIndexOf('-', startOf(item) - 1);
  const lineEnd = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end);
  const behind = text.slice(end, lineEnd);
  if (behind.includes('#')) return { from: dash, to: end + behind.indexOf('#'), content: '' };
  return {
    from: text.lastIndexOf('\n', dash) + 1,
    to: Math.min(lineEnd + 1, text.length),
    content: '',
  };
}
