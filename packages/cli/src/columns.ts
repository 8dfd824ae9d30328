/**
 * Cells one below the other, two spaces apart, a line for each row.
 *
 * @param numeric which columns, from 0, are set against their right edge
 */
export function columns(
  rows: readonly (readonly string[])[],
  numeric: readonly number[],
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    }
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return numeric.includes(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
}
