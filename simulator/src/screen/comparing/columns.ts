import { durationInWords } from '../../charts/duration.ts';
import type { Measured } from '../../rollouts/figures.ts';
import { count } from '../../words/counts.ts';
import {
  figureInWords,
  figureKinds,
  intervalInWords,
  noFigure as none,
  ofThousand,
} from '../../words/figures.ts';
import { percent } from '../../words/percent.ts';
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

const columns: readonly Column[] = [
  {
    heading: ['', 'after'],
    width: 11,
    rank: 1,
    about: 'seed',
    value: ({ result }, from) =>
      typeof result?.time === 'number' ? durationInWords(result.time - from) : none,
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
    rank: 7,
    about: 'seed',
    value: ({ result }) => result?.guardrail ?? none,
  },
  {
    heading: figureKinds.falseRollbacks.heading,
    width: 6,
    rank: 0,
    about: 'all',
    value: ({ figures }) => figureInWords(figureKinds.falseRollbacks, figures),
  },
  {
    heading: ['95 %', 'interval'],
    width: 12,
    rank: 6,
    about: 'all',
    value: ({ figures }) => intervalInWords(figureKinds.falseRollbacks, figures) || none,
  },
  {
    heading: ['paused', '/1,000'],
    width: 6,
    rank: 8,
    about: 'all',
    value: ({ figures: { falseHolds } }) => (falseHolds ? ofThousand(falseHolds.value) : none),
  },
  {
    heading: figureKinds.missed.heading,
    width: 6,
    rank: 0,
    about: 'all',
    value: ({ figures }) => figureInWords(figureKinds.missed, figures),
  },
  {
    heading: ['too', 'early'],
    width: 6,
    rank: 5,
    about: 'all',
    value: ({ figures }) => share(figures.early),
  },
  {
    heading: ['faulty', 'paused'],
    width: 6,
    rank: 9,
    about: 'all',
    value: ({ figures }) => share(figures.held),
  },
  {
    heading: figureKinds.median.heading,
    width: 11,
    rank: 0,
    about: 'all',
    value: ({ figures }) => figureInWords(figureKinds.median, figures),
  },
  {
    heading: figureKinds.p90.heading,
    width: 11,
    rank: 2,
    about: 'all',
    value: ({ figures }) => figureInWords(figureKinds.p90, figures),
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

function share(measured: Measured | undefined): string {
  return measured ? percent(measured.value) : none;
}
