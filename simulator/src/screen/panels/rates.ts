import { badCount, type BadCount, type ProportionGuardrail, type Sample } from '@lastgood/triggers';

import { columnShares, latestSum, share } from '../../charts/columns.ts';
import { durationInWords } from '../../charts/duration.ts';
import { lineChart } from '../../charts/line-chart.ts';
import { niceRange } from '../../charts/range.ts';
import type { RunView } from '../../run/view.ts';
import { pens } from '../look/pens.ts';
import { count } from '../../words/counts.ts';
import { percent, roundPercent } from '../words/numbers.ts';
import { marksOf, rollbackTicks } from './marks.ts';
import { axisWidth, timeScale, type PanelContent } from './panel.ts';

/** Shares of single ticks are noise: they are shown over this part of the run. */
const windowPart = 1 / 16;

/** The share of bad outcomes of both versions over time, with what is acceptable for the canary. */
export function ratesPanel(view: RunView, span: number): PanelContent {
  const { points, versions, tickLength } = view;
  const place = view.guardrails.findIndex(({ type }) => type === 'proportion');
  const guardrail = view.guardrails[place];
  if (guardrail?.type !== 'proportion') return nothingToDraw;
  const ticks = Math.max(1, Math.round(view.ticks * windowPart));
  const canary = {
    counts: points.map(({ samples }) => countOf(samples[place]?.canary, guardrail)),
    window: { ticks, restarts: rollbackTicks(view) },
  };
  const baseline = {
    counts: points.map(({ samples }) => countOf(samples[place]?.baseline, guardrail)),
    window: { ticks, restarts: [] },
  };
  const canaryNow = latestSum(canary.counts, canary.window);
  const baselineNow = latestSum(baseline.counts, baseline.window);
  const acceptableNow = acceptable(guardrail, share(baselineNow));
  const bad = guardrail.worse === 'higher' ? 'hits' : 'misses';
  return {
    title: `${guardrail.name}: share of ${bad}, over ${durationInWords(ticks * tickLength)} at a time`,
    readings: [
      { pen: pens.canary, name: versions.canary, value: percent(share(canaryNow)) },
      { pen: pens.acceptable, name: 'acceptable', value: percent(acceptableNow) },
      { pen: pens.baseline, name: versions.baseline, value: percent(share(baselineNow)) },
      { name: 'n', value: `${count(canaryNow.count)} / ${count(baselineNow.count)}` },
    ],
    draw: (room) => {
      const scale = timeScale(room, span);
      const canaryShares = columnShares(canary.counts, canary.window, scale);
      const baselineShares = columnShares(baseline.counts, baseline.window, scale);
      const acceptableShares = baselineShares.map((value) => acceptable(guardrail, value));
      const shown = [...canaryShares, ...acceptableShares].filter((value) => !Number.isNaN(value));
      return lineChart({
        ...room,
        axisWidth,
        style: room.glyphs.dots,
        format: roundPercent,
        range: niceRange({ min: 0, max: Math.max(0.001, ...shown) }, 8),
        series: [
          { pen: pens.acceptable, values: acceptableShares },
          { pen: pens.baseline, values: baselineShares },
          { pen: pens.canary, values: canaryShares },
        ],
        marks: marksOf(view, scale),
      });
    },
  };
}

const nothingToDraw: PanelContent = { title: 'no proportion', readings: [], draw: () => [] };

function countOf(sample: Sample | undefined, { worse }: ProportionGuardrail): BadCount {
  const isCounted = sample && 'hits' in sample && 'count' in sample;
  return badCount(isCounted ? sample : { count: 0, hits: 0 }, worse);
}

/** The share of bad outcomes up to which a canary is within tolerance, beside this share of the baseline, or its limit. */
function acceptable(guardrail: ProportionGuardrail, baseline: number): number {
  const { worse, tolerance, limit } = guardrail;
  if (tolerance) return Math.min(1, tolerance.absolute + (1 + tolerance.relative) * baseline);
  const bound = limit?.bound ?? 1;
  return worse === 'higher' ? bound : 1 - bound;
}
