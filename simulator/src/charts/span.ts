/** What a piece of a line speaks of; the screen gives each its colour. */
export type Role =
  | 'canary'
  | 'baseline'
  | 'acceptable'
  | 'limit'
  | 'evidence'
  | 'trip'
  | 'hold'
  | 'release'
  | 'mark'
  | 'present'
  | 'rung'
  | 'began'
  | 'step'
  | 'axis';

/** A stretch of characters, each one column wide. Without a role it has no colour. */
export interface Span {
  readonly text: string;
  readonly role?: Role;
}

/** One line of a chart. */
export type Line = readonly Span[];

/** The line without its colours. */
export function plainText(line: Line): string {
  return line.map(({ text }) => text).join('');
}

/** One cell of a line, which is one column wide. */
export interface Cell {
  readonly character: string;
  readonly role?: Role;
}

/** Joins neighbouring cells of the same role. */
export function joinCells(cells: readonly Cell[]): Line {
  const line: { text: string; role?: Role }[] = [];
  for (const { character, role } of cells) {
    const last = line.at(-1);
    if (last && last.role === role) last.text += character;
    else line.push(role === undefined ? { text: character } : { text: character, role });
  }
  return line;
}
