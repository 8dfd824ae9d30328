/** A piece of a text to be replaced: from `from` until before `to`. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly content: string;
}

export function applied(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((left, right) => right.from - left.from)
    .reduce((done, { from, to, content }) => done.slice(0, from) + content + done.slice(to), text);
}

/** A line behind the one in which something ends. */
export function newLine(text: string, end: number, line: string, newline: string): Edit {
  const lineEnd = text[end - 1] === '\n' ? end - 1 : text.indexOf('\n', end);
  if (lineEnd < 0) return { from: text.length, to: text.length, content: newline + line };
  return { from: lineEnd + 1, to: lineEnd + 1, content: line + newline };
}
