import { exactInterval } from '@lastgood/simulator';

import type { Table } from '../report/table.ts';
import { share, whole } from '../report/words.ts';

/** What the engine made of a null. */
export interface EngineFigure {
  readonly null: string;
  readonly intervals: number;
  readonly risk: number;
  readonly runs: number;
  readonly falseRollbacks: number;
  readonly promised: boolean;
}

/** Whether the share of false rollbacks is at most the risk, as far as so many rollouts tell. */
function isWithin({ falseRollbacks, runs, risk }: EngineFigure): boolean {
  return exactInterval(falseRollbacks, runs)[0] <= risk;
}

export function enginesTable(figures: readonly EngineFigure[]): Table {
  return {
    title: 'The engine',
    head: ['canary within tolerance', 'ticks', 'risk', 'false', '95 % interval', 'within the risk'],
    lines: figures.map((figure) => {
      const { falseRollbacks, runs } = figure;
      const interval = exactInterval(falseRollbacks, runs);
      return [
        figure.null,
        whole(figure.intervals),
        String(figure.risk),
        share(falseRollbacks / runs),
        interval.map(share).join(' to '),
        figure.promised ? (isWithin(figure) ? 'yes' : 'no') : 'not promised',
      ];
    }),
  };
}
