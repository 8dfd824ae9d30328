import type { Size } from '../layout.ts';

/** How the Tune view shares its room. */
export interface TuneLayout {
  /** Columns of the knobs, of the figures beside them, and of the curve. */
  readonly knobs: number;
  readonly figures: number;
  readonly curve: number;
  /** Rows of the knobs and figures, and of the curve, each without its title. */
  readonly tables: number;
  readonly curveRows: number;
  /** Whether the curve stands beside the knobs and figures. */
  readonly beside: boolean;
}

/** From here on the curve stands at the right. */
const wide = 150;

/** The figures have so many lines, and the columns that the longest takes, or those with what they began with. */
const figureLines = 7;
const figureColumns = 51;
const fullFigureColumns = 64;

const header = 2;
const titles = 2;
const footer = 1;

/**
 * @param details lines about what is picked, below the tables
 */
export function tuneLayout({ columns, rows }: Size, knobs: number, details: number): TuneLayout {
  const beside = columns >= wide;
  const left = beside ? Math.max(100, Math.floor(columns / 2)) : columns;
  const figures = left >= 100 ? fullFigureColumns : figureColumns;
  const body = rows - header - footer - details;
  const most = beside ? body - 1 : Math.max(figureLines, Math.floor(rows / 3));
  const tables = Math.max(1, Math.min(Math.max(knobs, figureLines), most, body - titles - 4));
  return {
    knobs: left - figures,
    figures,
    curve: beside ? columns - left : columns,
    tables,
    curveRows: Math.max(3, beside ? rows - header - footer - 1 : body - titles - tables),
    beside,
  };
}
