import { durationInWords } from '../../charts/duration.ts';
import type { Figures, Measured } from '../../rollouts/figures.ts';
import { count } from '../../words/counts.ts';
import { percent } from '../words/numbers.ts';

/** One figure of many rollouts, in words. */
export interface FigureRow {
  readonly name: string;
  readonly now: string;
  /** The 95 % interval, where there is one. */
  readonly interval: string;
  readonly start: string;
  /** Against where the policy began; absent where one of the two is not known, or they are the same. */
  readonly change?: { readonly rose: boolean; readonly better: boolean };
}

/** How a figure is found and worded. */
interface Kind {
  readonly name: string;
  readonly value: (figures: Figures) => number | Measured | undefined;
  readonly words: (value: number) => string;
  readonly good: 'low' | 'high';
}

const kinds: readonly Kind[] = [
  {
    name: 'false rollbacks/1,000',
    value: ({ falseRollbacks }) => falseRollbacks,
    words: ofThousand,
    good: 'low',
  },
  {
    name: 'promoted',
    value: ({ promoted }) => promoted,
    words: percent,
    good: 'high',
  },
  {
    name: 'transitions a day',
    value: ({ transitionsPerDay }) => transitionsPerDay,
    words: (number) => number.toFixed(2),
    good: 'low',
  },
  {
    name: 'faults missed',
    value: ({ missed }) => missed,
    words: percent,
    good: 'low',
  },
  {
    name: 'delay, median',
    value: ({ delay }) => delay?.median.time,
    words: delayInWords,
    good: 'low',
  },
  {
    name: 'delay, 90th percentile',
    value: ({ delay }) => delay?.p90.time,
    words: delayInWords,
    good: 'low',
  },
  {
    name: 'bad requests served',
    value: ({ harm }) => harm,
    words: (number) => (Math.abs(number) < 100 ? number.toFixed(1) : count(Math.round(number))),
    good: 'low',
  },
];

/** Until a rollback; infinite where there was none. */
export function delayInWords(time: number): string {
  return time === Infinity ? 'never' : durationInWords(time);
}

/** A share of a thousand, such as `5.0`. */
export function ofThousand(share: number): string {
  return (1000 * share).toFixed(1);
}

/** What rollouts came to, beside what they came to with the policy as it began. */
export function figureRows(now: Figures | undefined, start: Figures | undefined): FigureRow[] {
  return kinds.map((kind) => {
    const [present, before] = [now, start].map((figures) => figures && kind.value(figures));
    const words = (value: number | Measured | undefined): string =>
      value === undefined ? '-' : kind.words(valueOf(value));
    const row = { name: kind.name, now: words(present), start: words(before) };
    const interval =
      typeof present === 'object' ? between(kind.words(present.low), kind.words(present.high)) : '';
    const change = changeOf(kind, present, before);
    return { ...row, interval, ...(change && row.now !== row.start && { change }) };
  });
}

/** With the unit once. */
function between(low: string, high: string): string {
  return high.endsWith(' %') ? `${low.replace(/ %$/, '')} to ${high}` : `${low} to ${high}`;
}

function valueOf(value: number | Measured): number {
  return typeof value === 'number' ? value : value.value;
}

function changeOf(
  { good }: Kind,
  now: number | Measured | undefined,
  start: number | Measured | undefined,
): FigureRow['change'] {
  if (now === undefined || start === undefined) return undefined;
  const rose = valueOf(now) > valueOf(start);
  return { rose, better: rose === (good === 'high') };
}
