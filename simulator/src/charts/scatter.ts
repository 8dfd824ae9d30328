import type { DotStyle } from './dots.ts';
import { addLabels, type Placed } from './scatter-labels.ts';
import { axisValues, positionIn, type Range } from './range.ts';
import { joinCells, type Cell, type Line, type Role } from './span.ts';

/** One measurement of two values. Infinity lies at the far edge of an axis. */
export interface Point {
  readonly x: number;
  readonly y: number;
  /** One character. */
  readonly sign: string;
  readonly role: Role;
  /** Stands beside the point where there is room; points in the same place share one. */
  readonly label?: string;
  /** Between which values x lies for all one knows. */
  readonly span?: Range;
}

export interface ScatterOptions {
  /** Later ones lie on top. */
  readonly points: readonly Point[];
  readonly x: Axis;
  readonly y: Axis;
  /** Characters, with the axes. */
  readonly width: number;
  readonly height: number;
  /** Characters for the labels of the upright axis. */
  readonly axisWidth: number;
  readonly style: DotStyle;
}

interface Axis {
  readonly range: Range;
  /** Words a value. */
  readonly format: (value: number) => string;
}

/** More than these on the upright axis are not read. */
const mostLabels = 7;

/** Between the labels of the level axis, in characters. */
const distance = 10;

/** Points over two labelled axes: `height` lines of `width` characters, the last of them the level axis. */
export function scatterChart(options: ScatterOptions): Line[] {
  const { points, width, height, axisWidth, x, y, style } = options;
  const columns = width - axisWidth;
  const rows = height - 1;
  const cells = Array.from({ length: rows }, () =>
    Array.from({ length: columns }, (): Cell => ({ character: ' ' })),
  );
  const placed = points.map((point): Placed => ({
    point,
    column: Math.round(positionIn(x.range, point.x) * (columns - 1)),
    row: Math.round((1 - positionIn(y.range, point.y)) * (rows - 1)),
  }));
  for (const { point, row } of placed) if (point.span) drawSpan(cells, row, point.span, options);
  for (const { point, column, row } of placed) {
    put(cells, row, column, { character: point.sign, role: point.role });
  }
  addLabels(cells, placed, style);
  return [
    ...withAxis(cells, options),
    [{ text: ' '.repeat(axisWidth) + levelAxis(x, columns, style), role: 'axis' }],
  ];
}

function put(cells: Cell[][], row: number, column: number, cell: Cell): void {
  const line = cells[row];
  if (line?.[column]) line[column] = cell;
}

function drawSpan(cells: Cell[][], row: number, span: Range, { x, style }: ScatterOptions): void {
  const last = (cells[row]?.length ?? 0) - 1;
  const from = Math.round(positionIn(x.range, span.min) * last);
  const to = Math.round(positionIn(x.range, span.max) * last);
  for (let column = from; column <= to; column += 1) {
    put(cells, row, column, { character: style.level, role: 'axis' });
  }
}

function withAxis(cells: Cell[][], { y, axisWidth, style }: ScatterOptions): Line[] {
  const rows = cells.length;
  const labels = new Map(
    axisValues(y.range, Math.min(mostLabels, Math.floor((rows + 1) / 2))).map((value) => [
      Math.round((1 - positionIn(y.range, value)) * (rows - 1)),
      y.format(value),
    ]),
  );
  return cells.map((row, index): Line => {
    const label = labels.get(index);
    const edge = label === undefined ? style.upright : style.label;
    const text = `${(label ?? '').slice(0, axisWidth - 1).padStart(axisWidth - 1)}${edge}`;
    return [{ text, role: 'axis' }, ...joinCells(row)];
  });
}

function levelAxis({ range, format }: Axis, columns: number, { tick }: DotStyle): string {
  let text = '';
  for (const value of axisValues(range, 1 + Math.floor(columns / distance))) {
    const column = Math.round(positionIn(range, value) * (columns - 1));
    const label = `${tick}${format(value)}`;
    if (column < text.length || column + label.length > columns) continue;
    text = text.padEnd(column) + label;
  }
  return text.padEnd(columns);
}
