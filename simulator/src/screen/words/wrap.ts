/** Cuts a text to a width, with a sign that something is missing. */
export function cut(text: string, width: number, ellipsis: string): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}${ellipsis}`;
}

/** Cuts a text from its beginning, for what tells the most at its end: the name of a file. */
export function cutLeft(text: string, width: number, ellipsis: string): string {
  return text.length <= width
    ? text
    : `${ellipsis}${text.slice(text.length - Math.max(0, width - 1))}`;
}

/** Breaks a text into lines of at most `width` characters, between words where it can. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    let rest = word;
    if (line !== '' && line.length + 1 + rest.length > width) {
      lines.push(line);
      line = '';
    }
    for (; rest.length > width; rest = rest.slice(width)) lines.push(rest.slice(0, width));
    line = line === '' ? rest : `${line} ${rest}`;
  }
  return [...lines, line];
}
