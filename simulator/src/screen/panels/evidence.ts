import { columnMaxima, columnAfter, type Stretch, type TimeScale } from '../../charts/columns.ts';
import { lineChart } from '../../charts/line-chart.ts';
import type { Threshold } from '../../charts/plot.ts';
import { niceRange } from '../../charts/range.ts';
import type { RunView } from '../../run/view.ts';
import { pens } from '../look/pens.ts';
import { count } from '../../words/counts.ts';
import { evidence } from '../words/numbers.ts';
import { marksOf } from './marks.ts';
import { axisWidth, timeScale, type PanelContent } from './panel.ts';

/** How strongly the ticks so far speak against the canary, with the lines that it is held against. */
export function evidencePanel(view: RunView, stretch: Stretch): PanelContent {
  const { lines, history, versions, requests } = view;
  const now =
    view.phase === 'trial' || view.phase === 'watch' ? history.evidence.at(-1) : undefined;
  return {
    title: `evidence that ${versions.canary} is worse than acceptable`,
    readings: [
      { pen: pens.evidence, name: 'evidence', value: evidence(now) },
      { pen: pens.trip, name: 'trip', value: evidence(lines.trip) },
      { pen: pens.hold, name: 'hold', value: evidence(lines.hold) },
      { name: 'n', value: `${count(requests.canary)} / ${count(requests.baseline)}` },
      { name: 'release', value: evidence(lines.release) },
    ],
    draw: (room) => {
      const scale = timeScale(room, stretch);
      const values = columnMaxima(history.evidence, scale);
      const shown = values.filter((value) => !Number.isNaN(value));
      return lineChart({
        ...room,
        axisWidth,
        style: room.glyphs.dots,
        format: String,
        range: niceRange({ min: Math.min(0, ...shown), max: Math.max(lines.trip, ...shown) }, 8),
        series: [{ pen: pens.evidence, values }],
        thresholds: thresholdsOf(view, scale),
        marks: marksOf(view, scale),
      });
    },
  };
}

/** Each attempt has lines of its own: they are drawn from where the current one began. */
function thresholdsOf({ events, lines, held }: RunView, scale: TimeScale): Threshold[] {
  const began = events.findLast(({ kind }) => kind === 'retry')?.tick ?? 0;
  const from = Math.max(0, columnAfter(began, scale));
  const names = held ? (['release', 'hold', 'trip'] as const) : (['hold', 'trip'] as const);
  return names.map((name) => ({
    pen: pens[name],
    value: lines[name],
    label: ` ${name} ${evidence(lines[name])} `,
    from,
  }));
}
