import type { Table } from '../report/table.ts';
import { percent, share, whole } from '../report/words.ts';
import { at, defaultRisk, isHealthy, risks } from './cells.ts';
import type { DelayFigure } from './figures.ts';
import { leastMeanDelay } from './limit.ts';

function linesOf(figures: readonly DelayFigure[], judge: string, risk: number): string[][] {
  const own = figures.filter((figure) => figure.judge === judge);
  return own.map((figure) => {
    const { runs, rolledBack, delay } = figure;
    const oracle = figures.find(
      (other) =>
        other.judge === at('oracle', risk) &&
        other.canary === figure.canary &&
        other.baseline === figure.baseline &&
        other.canaryRate === figure.canaryRate,
    );
    return [
      `${figure.canary}/${figure.baseline}`,
      String(risk),
      `${percent(figure.baselineRate)} → ${percent(figure.canaryRate)}`,
      isHealthy(figure) ? `${share(rolledBack / runs)} false` : percent(rolledBack / runs),
      delay ? whole(delay.median) : '–',
      delay ? `${whole(delay.mean)} ± ${whole(delay.error)}` : '–',
      overLimit(figure, risk),
      oracle ? overLimit(oracle, risk) : '–',
    ];
  });
}

function overLimit(figure: DelayFigure, risk: number): string {
  const { delay, runs, rolledBack } = figure;
  if (!delay || rolledBack < runs || isHealthy(figure)) return '–';
  const limit = leastMeanDelay(figure, risk);
  return `${(delay.mean / limit).toFixed(3)} ± ${(delay.error / limit).toFixed(3)}`;
}

const head = [
  'requests a tick',
  'risk',
  'bad rate',
  'rolled back',
  'median',
  'mean',
  'mean / limit',
  'oracle / limit',
];

/** How soon the engine rolls back, against the least that is possible. */
export function engineTables(figures: readonly DelayFigure[]): Table[] {
  return [
    {
      title: 'The engine, minBadTicks 1, attempts 1: canary requests to the rollback',
      head,
      lines: risks.flatMap((risk) => linesOf(figures, at('engine', risk), risk)),
    },
    {
      title: 'The engine with the defaults: minBadTicks 3, the first of 3 attempts',
      head,
      lines: linesOf(figures, 'defaults', defaultRisk),
    },
  ];
}
