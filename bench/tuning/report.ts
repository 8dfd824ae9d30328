import { exactInterval } from '@lastgood/simulator';
import { errorFunction } from 'simple-statistics';

import type { Table } from '../report/table.ts';
import { about, percent, share } from '../report/words.ts';
import { figureNames, type FigureName } from './predictions.ts';
import type { Held } from './repeat.ts';

/** What became of one row: of each tuning its figures, undefined where nothing was chosen. */
export interface RowResult {
  readonly name: string;
  readonly tunings: readonly (readonly Held[] | undefined)[];
}

/**
 * How often a 95 % interval of an estimate holds another estimate from so many times as many rollouts: less often than it holds
 * the truth, since the other one has an error of its own.
 */
export function expectedInside(times: number): number {
  return errorFunction(1.959964 / Math.sqrt(1 + 1 / times) / Math.SQRT2);
}

/** Each figure of each row: of the first tuning that chose a policy, and how many of all held. */
export function figuresTable(rows: readonly RowResult[]): Table {
  const lines = rows.flatMap(({ name, tunings }) =>
    figureNames.flatMap((figure) => {
      const all = heldOf(tunings, figure);
      const [first] = all;
      if (!first) return [];
      const word = words[figure];
      return [
        [
          name,
          figure,
          word(first.value),
          `${word(first.low)} to ${word(first.high)}`,
          word(first.fresh),
          first.inside ? 'yes' : 'no',
          `${insideOf(all)} of ${all.length}`,
        ],
      ];
    }),
  );
  return {
    title: 'The first tuning of each row, and how often the fresh figure was inside in all of them',
    head: ['policy, limit', 'figure', 'predicted', '95 % interval', 'fresh', 'inside', 'of all'],
    lines,
  };
}

/** How often fresh figures were inside in all rows together. */
export function coverageTable(rows: readonly RowResult[]): Table {
  const tunings = rows.flatMap((row) => row.tunings);
  const lines = figureNames.flatMap((figure) => {
    const all = heldOf(tunings, figure);
    if (all.length === 0) return [];
    const inside = insideOf(all);
    const [low, high] = exactInterval(inside, all.length);
    return [
      [
        figure,
        `${inside} of ${all.length}`,
        share(inside / all.length),
        `${share(low)} to ${share(high)}`,
      ],
    ];
  });
  return {
    title: 'All rows together',
    head: ['figure', 'inside', 'share', '95 % interval'],
    lines,
  };
}

function heldOf(tunings: RowResult['tunings'], figure: FigureName): Held[] {
  return tunings.flatMap((held = []) => held.filter((one) => one.figure === figure));
}

function insideOf(all: readonly Held[]): number {
  return all.filter(({ inside }) => inside).length;
}

const words: Readonly<Record<FigureName, (value: number) => string>> = {
  'false rollbacks': percent,
  'delay, median': about,
  'delay, 90 %': about,
  'bad requests': (value) => value.toFixed(1),
};
