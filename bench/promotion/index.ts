import { exactInterval } from '@lastgood/simulator';
import { median } from 'simple-statistics';

import { type ClosedLoop, closedLoop } from '../judges/closed-loop.ts';
import { percent, share, whole } from '../report/words.ts';
import type { Section } from '../section.ts';
import { rollouts } from './rollouts.ts';

/** How a rollout ended, and the requests of both versions until then. */
interface Ending {
  readonly by: 'promote' | 'rollback' | 'neither';
  readonly canary: number;
  readonly all: number;
  readonly ticks: number;
}

function endingOf(loop: ClosedLoop, seed: number): Ending {
  let [canary, all, ticks] = [0, 0, 0];
  for (const { interval, actions } of closedLoop(loop, seed)) {
    ticks += 1;
    canary += interval.canary;
    all += interval.canary + interval.baseline;
    for (const by of ['rollback', 'promote'] as const) {
      if (actions.includes(by)) return { by, canary, all, ticks };
    }
  }
  return { by: 'neither', canary, all, ticks };
}

interface PromotionFigure {
  readonly rollout: string;
  readonly runs: number;
  readonly promoted: number;
  readonly rolledBack: number;
  /** Medians over the rollouts that ended so; null if none did. */
  readonly untilPromotion: Omit<Ending, 'by'> | null;
  readonly untilRollback: Omit<Ending, 'by'> | null;
}

function mediansOf(endings: readonly Ending[]): Omit<Ending, 'by'> | null {
  if (endings.length === 0) return null;
  const of = (key: 'canary' | 'all' | 'ticks'): number => median(endings.map((one) => one[key]));
  return { canary: of('canary'), all: of('all'), ticks: of('ticks') };
}

function figureOf(rollout: string, endings: readonly Ending[]): PromotionFigure {
  const promoted = endings.filter(({ by }) => by === 'promote');
  const rolledBack = endings.filter(({ by }) => by === 'rollback');
  return {
    rollout,
    runs: endings.length,
    promoted: promoted.length,
    rolledBack: rolledBack.length,
    untilPromotion: mediansOf(promoted),
    untilRollback: mediansOf(rolledBack),
  };
}

/** Whether healthy versions are promoted, and clearly worse ones are not. */
export const promotion: Section<Ending> = {
  name: 'promotion',
  title: 'Promotion, 400 requests a tick, badPromotion .05, attempts 1',
  rows: rollouts.map(({ name, loop }) => ({ name, measure: (seed) => endingOf(loop, seed) })),
  report(measured) {
    const figures = measured.map(({ name, results }) => figureOf(name, results));
    const requests = (until: PromotionFigure['untilPromotion']): string =>
      until ? `${whole(until.canary)} of ${whole(until.all)}, ${whole(until.ticks)} ticks` : '–';
    return {
      tables: [
        {
          title: "The canary's requests of all, medians",
          head: ['rollout', 'promoted (95 % interval)', 'until then', 'rolled back', 'until then'],
          lines: figures.map((figure) => [
            figure.rollout,
            `${share(figure.promoted / figure.runs)} (${exactInterval(figure.promoted, figure.runs).map(share).join(' to ')})`,
            requests(figure.untilPromotion),
            percent(figure.rolledBack / figure.runs),
            requests(figure.untilRollback),
          ]),
        },
      ],
      figures,
    };
  },
};
