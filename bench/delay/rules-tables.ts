import { exactInterval } from '@lastgood/simulator';

import type { Table } from '../report/table.ts';
import { percent, whole } from '../report/words.ts';
import { isHealthy, isRule } from './cells.ts';
import type { DelayFigure } from './figures.ts';

/** Figures with the same split and the same baseline. */
export function groupsOf(figures: readonly DelayFigure[]): DelayFigure[][] {
  const keyOf = ({ canary, baseline, baselineRate }: DelayFigure): string =>
    `${canary}/${baseline} requests a tick, ${percent(baselineRate)} bad at the baseline`;
  return Object.values(Object.groupBy(figures, keyOf)).map((group) => group ?? []);
}

/** The healthy canary that belongs to them. */
export function healthyOf(group: readonly DelayFigure[], judge: string): DelayFigure | undefined {
  return group.find((figure) => figure.judge === judge && isHealthy(figure));
}

function falseShare({ rolledBack, runs }: DelayFigure): string {
  const [low, high] = exactInterval(rolledBack, runs);
  return `${(rolledBack / runs).toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
}

function lineOf(group: readonly DelayFigure[], judge: string, rates: readonly number[]): string[] {
  const healthy = healthyOf(group, judge);
  const delays = rates.map((rate) => {
    const figure = group.find((one) => one.judge === judge && one.canaryRate === rate);
    if (!figure) return '–';
    const { runs, rolledBack, delay, restricted } = figure;
    if (!delay) return 'never';
    const words = `${whole(restricted.median)}; ${whole(restricted.mean)}`;
    return rolledBack === runs ? words : `${words} (${percent(rolledBack / runs)})`;
  });
  return [judge, healthy ? falseShare(healthy) : '–', ...delays];
}

/** How soon everybody rolls back, and how often falsely, on the same streams. */
export function rulesTables(figures: readonly DelayFigure[]): Table[] {
  const groups = groupsOf(figures).filter((group) => group.some(({ judge }) => isRule(judge)));
  return groups.map((group) => {
    const [{ canary, baseline, baselineRate } = { canary: 0, baseline: 0, baselineRate: 0 }] =
      group;
    const faulty = group.filter((figure) => !isHealthy(figure));
    const rates = [...new Set(faulty.map(({ canaryRate }) => canaryRate))];
    const judges = [...new Set(group.map(({ judge }) => judge))];
    return {
      title: `Everybody, ${canary}/${baseline} requests a tick, ${percent(baselineRate)} bad at the baseline: median; mean (rolled back)`,
      head: ['judge', 'false (95 % interval)', ...rates.map((rate) => `to ${percent(rate)}`)],
      lines: judges.map((judge) => lineOf(group, judge, rates)),
    };
  });
}
