import type { DotStyle } from './dots.ts';
import { plot, type PlotOptions } from './plot.ts';
import { axisValues, positionIn, type Range } from './range.ts';
import type { Line } from './span.ts';

export interface LineChartOptions extends PlotOptions {
  /** Characters for the labels of the value axis, which are part of `width`. */
  readonly axisWidth: number;
  /** Words a value of the axis. */
  readonly format: (value: number) => string;
}

/** A plot with a labelled value axis: `height` lines of `width` characters. */
export function lineChart(options: LineChartOptions): Line[] {
  const { width, height, axisWidth, range, style, format } = options;
  const labels = axisLabels(range, height, style);
  return plot({ ...options, width: width - axisWidth }).map((line, row): Line => {
    const value = labels.get(row);
    const label = value === undefined ? '' : format(value);
    const edge = value === undefined ? style.upright : style.label;
    const text = `${label.slice(0, axisWidth - 1).padStart(axisWidth - 1)}${edge}`;
    return [{ text, role: 'axis' }, ...line];
  });
}

/** More than these are not read. */
const mostLabels = 7;

/** Which row gets which value, with at least one row between two labels. */
function axisLabels(range: Range, height: number, style: DotStyle): Map<number, number> {
  const lowest = height * style.down - 1;
  const values = axisValues(range, Math.min(mostLabels, Math.floor((height + 1) / 2)));
  return new Map(
    values.map((value) => {
      const y = Math.round((1 - positionIn(range, value)) * lowest);
      return [Math.floor(y / style.down), value];
    }),
  );
}
