import type { Measured } from '../../rollouts/figures.ts';
import { count } from '../../words/counts.ts';
import { briefly } from '../words/time.ts';
import type { RuleRow } from './rows.ts';

/** A column of the table of rules, after the rule's name and its decision. */
export interface Column {
  /** Two lines above it. */
  readonly heading: readonly [string, string];
  readonly width: number;
  /** Of the columns that do not fit, those with the highest number are left out. */
  readonly rank: number;
  /** About the seed's own rollout, or about all of them. */
  readonly about: 'seed' | 'all';
  /** @param from when the seed's rollout began, epoch milliseconds */
  readonly value: (row: RuleRow, from: number) => string;
}

const none = '-';

const columns: readonly Column[] = [
  {
    heading: ['', 'after'],
    width: 8,
    rank: 1,
    about: 'seed',
    value: ({ result }, from) =>
      typeof result?.time === 'number' ? briefly(result.time - from) : none,
  },
  {
    heading: ['', 'tick'],
    width: 6,
    rank: 3,
    about: 'seed',
    value: ({ result }) => (typeof result?.tick === 'number' ? count(result.tick) : none),
  },
  {
    heading: ['', 'requests'],
    width: 8,
    rank: 4,
    about: 'seed',
    value: ({ result }) =>
      result && result.decision !== 'unjudged' ? count(result.canaryRequests) : none,
  },
  {
    heading: ['', 'guardrail'],
    width: 14,
    rank: 6,
    about: 'seed',
    value: ({ result }) => result?.guardrail ?? none,
  },
  {
    heading: ['false', '/1,000'],
    width: 6,
    rank: 0,
    about: 'all',
    value: ({ figures }) => ofThousand(figures.falseRollbacks),
  },
  {
    heading: ['95 %', 'interval'],
    width: 11,
    rank: 7,
    about: 'all',
    value: ({ figures: { falseRollbacks } }) =>
      falseRollbacks
        ? `${thousandth(falseRollbacks.low)} to ${thousandth(falseRollbacks.high)}`
        : none,
  },
  {
    heading: ['paused', '/1,000'],
    width: 6,
    rank: 8,
    about: 'all',
    value: ({ figures }) => ofThousand(figures.falseHolds),
  },
  {
    heading: ['', 'missed'],
    width: 7,
    rank: 0,
    about: 'all',
    value: ({ figures }) => share(figures.missed),
  },
  {
    heading: ['too', 'early'],
    width: 7,
    rank: 5,
    about: 'all',
    value: ({ figures }) => share(figures.early),
  },
  {
    heading: ['faulty', 'paused'],
    width: 7,
    rank: 9,
    about: 'all',
    value: ({ figures }) => share(figures.held),
  },
  {
    heading: ['delay', 'median'],
    width: 8,
    rank: 0,
    about: 'all',
    value: ({ figures }) => delay(figures.delay?.median.time),
  },
  {
    heading: ['delay', 'p90'],
    width: 8,
    rank: 2,
    about: 'all',
    value: ({ figures }) => delay(figures.delay?.p90.time),
  },
  {
    heading: ['median', 'requests'],
    width: 8,
    rank: 10,
    about: 'all',
    value: ({ figures: { delay } }) =>
      delay && Number.isFinite(delay.median.requests) ? count(delay.median.requests) : none,
  },
];

/** Before each column. */
export const columnGap = 1;

/** The columns that fit into so many characters, the most important at least. */
export function columnsFor(room: number): readonly Column[] {
  const byRank = columns.toSorted((one, other) => one.rank - other.rank);
  let left = room;
  const fitting = new Set<Column>();
  for (const column of byRank) {
    left -= column.width + columnGap;
    if (left < 0) break;
    fitting.add(column);
  }
  return columns.filter((column) => fitting.has(column));
}

function thousandth(value: number): string {
  return (1000 * value).toFixed(value > 0 && value < 0.01 ? 1 : 0);
}

function ofThousand(measured: Measured | undefined): string {
  return measured ? thousandth(measured.value) : none;
}

function share(measured: Measured | undefined): string {
  return measured ? `${(100 * measured.value).toFixed(1)} %` : none;
}

function delay(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return none;
  return Number.isFinite(milliseconds) ? briefly(milliseconds) : 'never';
}
