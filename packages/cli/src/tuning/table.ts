import { about, settingInWords, type Figures, type Tried } from '@lastgood/simulator';

import { columns } from '../columns.ts';
import { mean, percent, perThousand } from './words.ts';

/** A line of the table. */
export interface Row {
  readonly tried: Tried;
  /** `given`, `chosen`, or nothing. */
  readonly mark: string;
}

const head = [
  ['', 'promised', 'false rollbacks', 'missed', 'delay', '', 'bad requests', ''],
  ['', 'of 1,000', 'of 1,000 (95 %)', '', 'median', '90 %', 'each (95 %)', 'settings'],
];

/** What policies came to, one below the other. */
export function table(rows: readonly Row[]): string[] {
  const cells = rows.map(({ tried, mark }) => [
    mark,
    tried.promised === undefined ? 'none' : String(+(1000 * tried.promised).toPrecision(3)),
    ...figuresIn(tried.evaluation.figures),
    tried.changes.map(({ path, to }) => `${path} ${settingInWords(to)}`).join('; ') || '–',
  ]);
  return columns([...head, ...cells], [1, 2, 3, 4, 5, 6]);
}

function figuresIn({ falseRollbacks, missed, delay, harm }: Figures): string[] {
  return [
    falseRollbacks ? perThousand(falseRollbacks) : '–',
    missed ? percent(missed.value) : '–',
    delay ? about(delay.median.time) : '–',
    delay ? about(delay.p90.time) : '–',
    harm ? mean(harm) : '–',
  ];
}
