import type { ModelPolicy } from '@lastgood/triggers';

import { durationInWords } from '../charts/duration.ts';
import type { Figures, Measured } from '../rollouts/figures.ts';
import type { DelayIntervals } from '../tuning/search/delay-intervals.ts';
import { amount } from './counts.ts';
import { percent, roundPercent } from './percent.ts';

/** One figure of many rollouts: how it is found, named and written, wherever it is told. */
export interface FigureKind {
  readonly name: string;
  /** Two lines for above a column. */
  readonly heading: readonly [string, string];
  readonly of: (figures: Figures) => number | Measured | undefined;
  /** Of a delay: which one, since its interval is not among the figures. */
  readonly delay?: keyof DelayIntervals;
  readonly written: (value: number) => string;
}

type FigureName =
  | 'falseRollbacks'
  | 'promoted'
  | 'transitionsPerDay'
  | 'missed'
  | 'median'
  | 'p90'
  | 'harm';

/** In the order in which they are told: of healthy versions first, then of faulty ones. */
export const figureKinds: Readonly<Record<FigureName, FigureKind>> = {
  falseRollbacks: {
    name: 'false rollbacks/1,000',
    heading: ['false', '/1,000'],
    of: ({ falseRollbacks }) => falseRollbacks,
    written: ofThousand,
  },
  promoted: {
    name: 'promoted',
    heading: ['', 'promoted'],
    of: ({ promoted }) => promoted,
    written: percent,
  },
  transitionsPerDay: {
    name: 'transitions a day',
    heading: ['transitions', 'a day'],
    of: ({ transitionsPerDay }) => transitionsPerDay,
    written: (often) => often.toFixed(2),
  },
  missed: {
    name: 'faults missed',
    heading: ['faults', 'missed'],
    of: ({ missed }) => missed,
    written: percent,
  },
  median: {
    name: 'delay, median',
    heading: ['delay,', 'median'],
    of: ({ delay }) => delay?.median.time,
    delay: 'median',
    written: delayInWords,
  },
  p90: {
    name: 'delay, 90th percentile',
    heading: ['delay, 90th', 'percentile'],
    of: ({ delay }) => delay?.p90.time,
    delay: 'p90',
    written: delayInWords,
  },
  harm: {
    name: 'bad requests served',
    heading: ['bad requests', 'served'],
    of: ({ harm }) => harm,
    written: amount,
  },
};

/** What stands for a figure that nothing was measured of. */
export const noFigure = '-';

/** A share of a thousand, such as `5.0`. */
export function ofThousand(share: number): string {
  return amount(1000 * share);
}

/** Until a rollback, from milliseconds; infinite where there was none. */
function delayInWords(time: number): string {
  return time === Infinity ? 'never' : durationInWords(time);
}

/** A value by itself; undefined where nothing was measured of it. */
export function valueOf({ of }: FigureKind, figures: Figures | undefined): number | undefined {
  const found = figures && of(figures);
  return typeof found === 'object' ? found.value : found;
}

/** The same in words. */
export function figureInWords(kind: FigureKind, figures: Figures | undefined): string {
  const value = valueOf(kind, figures);
  return value === undefined ? noFigure : kind.written(value);
}

/** A 95 % interval, with the unit of a percentage once; empty where there is none. */
export function intervalInWords(
  kind: FigureKind,
  figures: Figures | undefined,
  delays?: DelayIntervals,
): string {
  const found = figures && kind.of(figures);
  if (typeof found === 'object') return between(kind.written(found.low), kind.written(found.high));
  const sure = kind.delay && delays?.[kind.delay];
  return found === undefined || !sure ? '' : between(kind.written(sure[0]), kind.written(sure[1]));
}

function between(low: string, high: string): string {
  const unit = ' %';
  const once = low.endsWith(unit) && high.endsWith(unit);
  return `${once ? low.slice(0, -unit.length) : low} to ${high}`;
}

/**
 * Why a figure is "never" whatever the rollouts come to, where some were made to see: a policy promotes no version by itself
 * if its steps end before that, and only a person does. Undefined where it may vary.
 */
export function neverBecause(
  kind: FigureKind,
  { rollout }: ModelPolicy,
  figures: Figures | undefined,
): string | undefined {
  if (kind !== figureKinds.promoted || !figures?.promoted) return undefined;
  const last = rollout.steps.at(-1) ?? 1;
  return last < 1 ? `the steps end at ${roundPercent(last)}` : undefined;
}

/** The two that a policy is chosen by, in one line: `5.0 false rollbacks of 1,000, median delay 21 h`. */
export function figuresInBrief({ falseRollbacks, delay }: Figures): string {
  return [
    ...(falseRollbacks ? [`${ofThousand(falseRollbacks.value)} false rollbacks of 1,000`] : []),
    ...(delay ? [`median delay ${delayInWords(delay.median.time)}`] : []),
  ].join(', ');
}
