import type { Pen } from '../../charts/dots.ts';
import type { Line } from '../../charts/span.ts';
import type { Stretch, TimeScale } from '../../charts/columns.ts';
import type { Glyphs } from '../look/glyphs.ts';

/** A number that stands beside a plot. */
export interface Reading {
  /** The line that it belongs to. */
  readonly pen?: Pen;
  readonly name: string;
  readonly value: string;
}

/** A plot with its title and its numbers. */
export interface PanelContent {
  readonly title: string;
  readonly readings: readonly Reading[];
  readonly draw: (room: PlotRoom) => Line[];
}

/** The room for a plot with its value axis, in characters. */
export interface PlotRoom {
  readonly width: number;
  readonly height: number;
  readonly glyphs: Glyphs;
}

/** Characters for the labels of a value axis; the same for all, so that the plots stand one below the other. */
export const axisWidth = 8;

/** How the ticks lie in this room. */
export function timeScale({ width, glyphs }: PlotRoom, stretch: Stretch): TimeScale {
  return { ...stretch, columns: (width - axisWidth) * glyphs.dots.across };
}
