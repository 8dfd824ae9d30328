import type { Stretch } from '../../charts/columns.ts';
import { durationInWords } from '../../charts/duration.ts';
import { lineChart } from '../../charts/line-chart.ts';
import { niceRange, type Range } from '../../charts/range.ts';
import type { RunView } from '../../run/view.ts';
import { count } from '../../words/counts.ts';
import { pens } from '../look/pens.ts';
import { columnsOf, latestOf, type Followed } from '../measures/followed.ts';
import type { Measure } from '../measures/measure.ts';
import { marksOf } from './marks.ts';
import { axisWidth, timeScale, type PanelContent, type Reading } from './panel.ts';

/** What a guardrail sees of both versions over time, with what is acceptable for the canary. */
export function guardrailPanel(view: RunView, followed: Followed, stretch: Stretch): PanelContent {
  const { guardrail, measure, windows } = followed;
  const unit = measure.unit === undefined ? '' : ` in ${measure.unit}`;
  const length = durationInWords(windows.canary.ticks * view.tickLength);
  return {
    title: `${guardrail.name}: ${measure.name}${unit}, over ${length} at a time`,
    readings: readingsOf(view, followed),
    draw: (room) => {
      const scale = timeScale(room, stretch);
      const { canary, baseline, acceptable } = columnsOf(followed, scale);
      const range = rangeOf(measure, [...canary, ...baseline, ...acceptable]);
      const { limit = NaN } = measure;
      const drawn = limit >= range.min && limit <= range.max;
      return lineChart({
        ...room,
        axisWidth,
        style: room.glyphs.dots,
        format: measure.round,
        range,
        series: [
          { pen: pens.acceptable, values: acceptable },
          { pen: pens.baseline, values: baseline },
          { pen: pens.canary, values: canary },
        ],
        thresholds: drawn
          ? [{ pen: pens.limit, value: limit, label: ` limit ${measure.round(limit)} `, from: 0 }]
          : [],
        // A hold is about the evidence of all.
        marks: marksOf(view, scale).filter(({ role }) => role !== 'hold'),
      });
    },
  };
}

/** Now, acceptable, limit, and how much there is behind the numbers. */
function readingsOf({ versions }: RunView, followed: Followed): Reading[] {
  const { measure } = followed;
  const { canary, baseline, acceptable, amounts } = latestOf(followed);
  const [ofCanary, ofBaseline] = [amounts.canary, amounts.baseline].map((amount) =>
    count(Math.round(amount)),
  );
  return [
    { pen: pens.canary, name: versions.canary, value: measure.format(canary) },
    ...(measure.acceptable
      ? [{ pen: pens.acceptable, name: 'acceptable', value: measure.format(acceptable) }]
      : []),
    ...(measure.limit === undefined
      ? []
      : [{ pen: pens.limit, name: 'limit', value: measure.format(measure.limit) }]),
    ...(measure.paired
      ? [{ pen: pens.baseline, name: versions.baseline, value: measure.format(baseline) }]
      : []),
    { name: 'n', value: `${ofCanary} / ${ofBaseline}` },
  ];
}

/** A limit that is further away than this, in multiples of what is seen, would leave no room for what is seen. */
const farthest = 2.5;

/** Something has to be the height of an axis without values. */
const leastHeight = 0.001;

function rangeOf({ limit = NaN, fromZero }: Measure, values: readonly number[]): Range {
  const seen = values.filter((value) => Number.isFinite(value));
  const known = seen.length > 0 ? seen : [Number.isNaN(limit) ? 0 : limit];
  let [min, max] = [Math.min(...known), Math.max(...known)];
  if (limit > max && limit <= max * farthest) max = limit;
  if (limit < min && limit >= min / farthest) min = limit;
  if (fromZero) min = Math.min(0, min);
  const height = Math.max(max - min, leastHeight, fromZero ? 0 : Math.abs(max) / 10);
  return niceRange({ min, max: min + height }, 8);
}
