import { expect, test } from 'vitest';

import { fastestFigures } from '../../delay/fastest.ts';
import type { DelayFigure } from '../../delay/figures.ts';

function figure(judge: string, canaryRate: number, rolledBack: number, delay: number): DelayFigure {
  return {
    canary: 20,
    baseline: 20,
    baselineRate: 0.01,
    canaryRate,
    judge,
    runs: 1000,
    rolledBack,
    delay: null,
    restricted: { mean: delay, median: delay / 2 },
  };
}

test('the fastest is looked for among the rules whose false rollbacks are within the risk', () => {
  const figures = [
    ...([
      ['engine at 0.05', 30, 1000],
      ['oracle at 0.05', 0, 500],
      ['hasty', 700, 100],
      ['patient', 20, 2000],
      ['sequential at 0.05', 40, 1250],
      ['sequential at 0.01', 5, 600],
    ] as const),
  ].flatMap(([judge, wrong, delay]) => [
    figure(judge, 0.01, wrong, 0),
    figure(judge, 0.02, 1000, delay),
  ]);
  expect(fastestFigures(figures)).toEqual([
    {
      canary: 20,
      baseline: 20,
      baselineRate: 0.01,
      canaryRate: 0.02,
      risk: 0.05,
      rule: 'sequential at 0.05',
      mean: 0.8,
      median: 0.8,
    },
  ]);
});
