import { exactInterval } from '@lastgood/simulator';

import type { Table } from '../report/table.ts';
import { percent } from '../report/words.ts';
import { at, isHealthy, isRule, risks } from './cells.ts';
import type { DelayFigure } from './figures.ts';
import { groupsOf, healthyOf } from './rules-tables.ts';

/** The engine beside the fastest rule that rolls back falsely no more often than the risk. */
export interface FastestFigure {
  readonly canary: number;
  readonly baseline: number;
  readonly baselineRate: number;
  readonly canaryRate: number;
  readonly risk: number;
  readonly rule: string;
  /** The engine's delay over the rule's. */
  readonly mean: number;
  readonly median: number;
}

export function fastestFigures(figures: readonly DelayFigure[]): FastestFigure[] {
  return groupsOf(figures).flatMap((group) =>
    risks.flatMap((risk) => {
      const others = group.filter(({ judge }) => {
        if (!isRule(judge)) return false;
        if (judge.includes(' at ') && !judge.endsWith(at('', risk))) return false;
        const healthy = healthyOf(group, judge);
        return healthy && exactInterval(healthy.rolledBack, healthy.runs)[0] <= risk;
      });
      return group
        .filter((figure) => figure.judge === at('engine', risk) && !isHealthy(figure))
        .flatMap((ours) => {
          const [best] = others
            .filter(({ canaryRate }) => canaryRate === ours.canaryRate)
            .toSorted((a, b) => a.restricted.mean - b.restricted.mean);
          return best ? [besides(ours, best, risk)] : [];
        });
    }),
  );
}

function besides(ours: DelayFigure, best: DelayFigure, risk: number): FastestFigure {
  const { canary, baseline, baselineRate, canaryRate } = ours;
  return {
    canary,
    baseline,
    baselineRate,
    canaryRate,
    risk,
    rule: best.judge,
    mean: ours.restricted.mean / best.restricted.mean,
    median: ours.restricted.median / best.restricted.median,
  };
}

export function fastestTable(figures: readonly FastestFigure[]): Table {
  return {
    title:
      "The engine's delay over that of the fastest rule whose false rollbacks are within the risk",
    head: ['requests a tick', 'risk', 'bad rate', 'fastest rule', 'mean', 'median'],
    lines: figures.map((figure) => [
      `${figure.canary}/${figure.baseline}`,
      String(figure.risk),
      `${percent(figure.baselineRate)} → ${percent(figure.canaryRate)}`,
      figure.rule,
      figure.mean.toFixed(2),
      figure.median.toFixed(2),
    ]),
  };
}
