import { hasDot, type DotStyle, type Pen } from './dots.ts';
import { positionIn, type Range } from './range.ts';
import { joinCells, type Cell, type Line, type Role, type Span } from './span.ts';

/** One value for each column of dots; NaN is a gap. */
interface Series {
  readonly pen: Pen;
  readonly values: readonly number[];
}

/** A level to hold the series against, drawn from a column of dots on. */
export interface Threshold {
  readonly pen: Pen;
  readonly value: number;
  readonly label: string;
  readonly from: number;
}

/** Something that happened, at a column of dots. */
export interface Mark {
  readonly column: number;
  readonly label: string;
  readonly line: 'solid' | 'dashed';
  readonly role: Role;
}

export interface PlotOptions {
  readonly series: readonly Series[];
  readonly thresholds?: readonly Threshold[];
  readonly marks?: readonly Mark[];
  /** Characters. */
  readonly width: number;
  readonly height: number;
  readonly range: Range;
  readonly style: DotStyle;
}

interface DotCell {
  dots: number;
  pen?: Pen;
}

/** Draws series over thresholds over marks: `height` lines of `width` characters. Later series lie on top. */
export function plot(options: PlotOptions): Line[] {
  const { series, thresholds = [], marks = [], width, height, style } = options;
  const rows = Array.from({ length: height }, () =>
    Array.from({ length: width }, (): DotCell => ({ dots: 0 })),
  );
  const draw = dotPainter(rows, options);
  for (const { pen, value, from } of thresholds) {
    draw(pen, (column) => (column >= from ? value : NaN));
  }
  for (const { pen, values } of series) draw(pen, (column) => values[column] ?? NaN);

  const cells = rows.map((row) =>
    row.map(({ dots, pen }): Cell =>
      pen ? { character: style.character(dots, pen), role: pen.role } : { character: ' ' },
    ),
  );
  addMarks(cells, marks, style);
  addLabels(cells, thresholds, options);
  return cells.map(joinCells);
}

type Draw = (pen: Pen, valueAt: (column: number) => number) => void;

function dotPainter(rows: DotCell[][], { width, height, range, style }: PlotOptions): Draw {
  const { across, down } = style;
  const lowest = height * down - 1;
  const set = (x: number, y: number, pen: Pen): void => {
    const cell = rows[Math.floor(y / down)]?.[Math.floor(x / across)];
    if (!cell) return;
    cell.dots |= 1 << ((y % down) * across + (x % across));
    cell.pen = pen;
  };
  return (pen, valueAt) => {
    let before: number | undefined;
    for (let x = 0; x < width * across; x += 1) {
      const value = valueAt(x);
      if (!Number.isFinite(value)) {
        before = undefined;
        continue;
      }
      if (!hasDot(pen.pattern, x)) continue;
      const y = Math.round((1 - positionIn(range, value)) * lowest);
      // A steep line has no holes: the column is filled from just beside the dot before.
      const start = before === undefined || before === y ? y : before + Math.sign(y - before);
      for (let fill = Math.min(start, y); fill <= Math.max(start, y); fill += 1) set(x, fill, pen);
      before = y;
    }
  };
}

/**
 * Upright lines through what is empty, each with its label in the topmost row that has room beside it. Labels hide other
 * marks where they stand, but not what is drawn; the first marks win.
 */
function addMarks(cells: Cell[][], marks: readonly Mark[], style: DotStyle): void {
  for (const { column, line, role } of marks) {
    const x = Math.floor(column / style.across);
    const character = line === 'solid' ? style.upright : style.dashedUpright;
    for (const row of cells) {
      if (row[x]?.character === ' ') row[x] = { character, role };
    }
  }
  const isFree = (cell: Cell): boolean => cell.character === ' ' || isUpright(cell, style);
  for (const { column, label, role } of marks) {
    const x = Math.floor(column / style.across);
    const text = { text: label, role };
    cells.some(
      (row) =>
        isUpright(row[x], style) &&
        (write(row, x + 1, text, isFree) || write(row, x - label.length, text, isFree)),
    );
  }
}

function isUpright(cell: Cell | undefined, { upright, dashedUpright }: DotStyle): boolean {
  return cell?.character === upright || cell?.character === dashedUpright;
}

/** Names each threshold on its line, as far left as no series is in the way. */
function addLabels(
  cells: Cell[][],
  thresholds: readonly Threshold[],
  { range, height, style }: PlotOptions,
): void {
  for (const { value, label, pen, from } of thresholds) {
    const lowest = height * style.down - 1;
    const y = Math.round((1 - positionIn(range, value)) * lowest);
    const row = cells[Math.floor(y / style.down)];
    if (!row) continue;
    const first = Math.floor(from / style.across) + 1;
    for (let x = first; x + label.length <= row.length; x += 1) {
      const isFree = ({ character, role }: Cell): boolean => character === ' ' || role === pen.role;
      if (write(row, x, { text: label, role: pen.role }, isFree)) break;
    }
  }
}

/** Writes a label if all of its place is free; otherwise leaves all as it is. */
function write(
  row: Cell[],
  x: number,
  { text, role }: Required<Span>,
  isFree: (cell: Cell) => boolean,
): boolean {
  const place = row.slice(Math.max(x, 0), x + text.length);
  if (x < 0 || place.length < text.length || !place.every(isFree)) return false;
  for (let index = 0; index < text.length; index += 1) {
    row[x + index] = { character: text.charAt(index), role };
  }
  return true;
}
