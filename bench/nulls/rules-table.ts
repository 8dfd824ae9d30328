import type { Table } from '../report/table.ts';

/** How often a rule rolled back a canary that is within tolerance. */
export interface RuleFigure {
  readonly null: string;
  readonly rule: string;
  readonly runs: number;
  readonly falseRollbacks: number;
}

/** One line for each null, one column for each rule. */
export function rulesTable(figures: readonly RuleFigure[]): Table {
  const rules = [...new Set(figures.map(({ rule }) => rule))];
  const nulls = [...new Set(figures.map((figure) => figure.null))];
  const shareOf = (name: string, rule: string): string => {
    const found = figures.find((figure) => figure.null === name && figure.rule === rule);
    return found ? (found.falseRollbacks / found.runs).toFixed(3) : '–';
  };
  return {
    title: 'Shares of false rollbacks on the same streams; a risk of .05 where a rule has one',
    head: ['canary as good as the baseline', ...rules],
    lines: nulls.map((name) => [name, ...rules.map((rule) => shareOf(name, rule))]),
  };
}
