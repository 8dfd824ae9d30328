import {
  figureInWords,
  figureKinds,
  intervalInWords,
  settingInWords,
  type Figures,
  type Tried,
} from '@lastgood/simulator';

import { columns } from '../columns.ts';

/** A line of the table. */
export interface Row {
  readonly tried: Tried;
  /** `given`, `chosen`, or nothing. */
  readonly mark: string;
}

const { falseRollbacks, missed, median, p90, harm } = figureKinds;
const shown = [falseRollbacks, missed, median, p90, harm];

/** Of these the 95 % interval is told, too. */
const sure = new Set([falseRollbacks, harm]);

const head = [
  ['', 'promised', ...shown.map(({ heading }) => heading[0]), ''],
  [
    '',
    '/1,000',
    ...shown.map((kind) => `${kind.heading[1]}${sure.has(kind) ? ' (95 %)' : ''}`),
    'settings',
  ],
];

/** What policies came to, one below the other. */
export function table(rows: readonly Row[]): string[] {
  const cells = rows.map(({ tried, mark }) => [
    mark,
    tried.promised === undefined ? 'none' : String(+(1000 * tried.promised).toPrecision(3)),
    ...figuresIn(tried.evaluation.figures),
    tried.changes.map(({ path, to }) => `${path} ${settingInWords(to)}`).join('; ') || '-',
  ]);
  return columns([...head, ...cells], [1, 2, 3, 4, 5, 6]);
}

function figuresIn(figures: Figures): string[] {
  return shown.map((kind) => {
    const interval = sure.has(kind) ? intervalInWords(kind, figures) : '';
    return `${figureInWords(kind, figures)}${interval && ` (${interval})`}`;
  });
}
