/** A line of text that is being written, and where the next character goes. */
export interface Line {
  readonly text: string;
  /** Characters before it. */
  readonly cursor: number;
}

/** A line with its end ready to be written on. */
export function lineOf(text: string): Line {
  return { text, cursor: text.length };
}

/** The line after a key, as in a shell; undefined for a key that does not write. */
export function lineAfter({ text, cursor }: Line, key: string): Line | undefined {
  const before = text.slice(0, cursor);
  const after = text.slice(cursor);
  const at = (place: number): Line => ({
    text,
    cursor: Math.min(Math.max(place, 0), text.length),
  });
  const joined = (left: string, right: string): Line => ({
    text: left + right,
    cursor: left.length,
  });
  switch (key) {
    case 'left':
    case 'ctrl+b':
      return at(cursor - 1);
    case 'right':
    case 'ctrl+f':
      return at(cursor + 1);
    case 'home':
    case 'ctrl+a':
      return at(0);
    case 'end':
    case 'ctrl+e':
      return at(text.length);
    case 'backspace':
    case 'ctrl+h':
      return joined(before.slice(0, -1), after);
    case 'ctrl+d':
      return joined(before, after.slice(1));
    case 'ctrl+u':
      return joined('', after);
    case 'ctrl+k':
      return joined(before, '');
    case 'ctrl+w':
      return joined(before.replace(/[^\s/]*[\s/]*$/, ''), after);
    case 'space':
      return joined(`${before} `, after);
    default:
      // Keys with names of several letters do something else.
      return [...key].length === 1 ? joined(before + key, after) : undefined;
  }
}
