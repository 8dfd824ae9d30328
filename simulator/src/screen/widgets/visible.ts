/** The first of the lines to show, of a list that may be longer than its room: the picked one is amid them. */
export function visibleFrom(picked: number, length: number, rows: number): number {
  return Math.max(0, Math.min(picked - Math.floor(rows / 2), length - rows));
}
