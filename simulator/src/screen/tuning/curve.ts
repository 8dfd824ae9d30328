import { durationUnits } from '../../charts/duration.ts';
import type { Figures } from '../../rollouts/figures.ts';
import type { Point, ScatterOptions } from '../../charts/scatter.ts';
import { niceRange } from '../../charts/range.ts';
import { count } from '../../words/counts.ts';
import { ofThousand } from '../../words/figures.ts';
import type { Glyphs } from '../look/glyphs.ts';

/** One policy's place on the curve. */
export interface Place {
  readonly kind: 'visited' | 'rung' | 'began' | 'present';
  /** What stands beside it. */
  readonly label?: string;
  readonly figures: Figures;
}

const roles = { visited: 'axis', rung: 'rung', began: 'began', present: 'present' } as const;
const signs = { visited: 'visited', rung: 'point', began: 'began', present: 'present' } as const;

/** A unit is fine enough if the axis has at least so many of it. */
const leastUnits = 2;

/** Characters for the labels of the delay. */
const axisWidth = 9;

/** Where nothing was rolled back falsely, what that says; undefined otherwise. */
export function noneInWords(places: readonly Place[]): string | undefined {
  const measured = places.flatMap(({ figures }) =>
    figures.falseRollbacks ? { healthy: figures.healthy, ...figures.falseRollbacks } : [],
  );
  const [first] = measured;
  if (!first || measured.some(({ value }) => value > 0)) return undefined;
  return `none of ${count(first.healthy)} was rolled back falsely: at most ${ofThousand(first.high)} of 1,000`;
}

/** The delay of a rollback against the false rollbacks, each point with its policy. */
export function curveChart(
  places: readonly Place[],
  room: { readonly width: number; readonly height: number; readonly glyphs: Glyphs },
): ScatterOptions {
  const { glyphs, ...size } = room;
  const shown = places.flatMap((place) => {
    const { falseRollbacks, delay } = place.figures;
    return falseRollbacks && delay ? [{ place, falseRollbacks, delay: delay.median.time }] : [];
  });
  const delays = shown.map(({ delay }) => delay).filter(Number.isFinite);
  const longest = Math.max(1000, ...delays);
  const [unit, length] = durationUnits.find(([, size]) => longest >= leastUnits * size) ?? [
    's',
    1000,
  ];
  const y = niceRange({ min: 0, max: (1.15 * longest) / length }, 8);
  const none = shown.every(({ falseRollbacks }) => falseRollbacks.value === 0);
  const most = Math.max(
    0.004,
    // Where none has any, how sure that is is all that there is to see.
    ...shown.map(({ falseRollbacks }) => (none ? falseRollbacks.high : falseRollbacks.value)),
  );
  const x = niceRange({ min: 0, max: 1000 * 1.15 * most }, 8);
  // The present one lies on top of the others.
  const order = Object.keys(roles);
  const points = shown
    .toSorted((left, right) => order.indexOf(left.place.kind) - order.indexOf(right.place.kind))
    .map(({ place: { kind, label }, falseRollbacks, delay }): Point => ({
      x: 1000 * falseRollbacks.value,
      y: delay / length,
      sign: glyphs[signs[kind]],
      role: roles[kind],
      ...(label !== undefined && { label: delay === Infinity ? `${label} never` : label }),
      ...(kind === 'present' && {
        span: { min: 1000 * falseRollbacks.low, max: 1000 * falseRollbacks.high },
      }),
    }));
  return {
    points,
    x: { range: x, format: String },
    y: { range: y, format: (value) => `${value} ${unit}` },
    ...size,
    axisWidth,
    style: glyphs.dots,
  };
}
