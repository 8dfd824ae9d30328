import headless from '@xterm/headless';

/** How a stretch of a line looks; colours are numbers of the 16 that every terminal has. */
interface Look {
  readonly colour?: number;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly inverse: boolean;
}

/** A stretch of one row whose characters look alike. */
export interface Stretch {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly look: Look;
}

/** Reads what a terminal showed, with its escape sequences, into stretches of characters. */
export async function stretchesOf(
  styled: string,
  { columns, rows }: { readonly columns: number; readonly rows: number },
): Promise<Stretch[]> {
  const options = { cols: columns, rows, allowProposedApi: true, convertEol: true };
  const terminal = new headless.Terminal(options);
  await new Promise<void>((resolve) => terminal.write(styled.trimEnd(), resolve));
  const stretches: Stretch[] = [];
  for (let row = 0; row < rows; row += 1) {
    const line = terminal.buffer.active.getLine(row);
    if (!line) continue;
    let open: { column: number; text: string; look: Look } | undefined;
    for (let column = 0; column < columns; column += 1) {
      const cell = line.getCell(column);
      if (!cell || cell.getWidth() === 0) continue;
      const look = {
        ...(cell.isFgPalette() && { colour: cell.getFgColor() }),
        bold: cell.isBold() !== 0,
        dim: cell.isDim() !== 0,
        inverse: cell.isInverse() !== 0,
      };
      const text = cell.getChars() || ' ';
      if (open && isSame(open.look, look)) open.text += text;
      else {
        if (open) stretches.push({ row, ...open });
        open = { column, text, look };
      }
    }
    if (open) stretches.push({ row, ...open });
  }
  terminal.dispose();
  return stretches;
}

function isSame(left: Look, right: Look): boolean {
  return (
    left.colour === right.colour &&
    left.bold === right.bold &&
    left.dim === right.dim &&
    left.inverse === right.inverse
  );
}
