import { meanOf } from '@lastgood/simulator';
import { median } from 'simple-statistics';

import type { Delays } from '../judges/delays.ts';
import { type Cell, patience } from './cells.ts';

/** What one judge made of a cell. Delays are canary requests. */
export interface DelayFigure {
  readonly canary: number;
  readonly baseline: number;
  readonly baselineRate: number;
  readonly canaryRate: number;
  readonly judge: string;
  readonly runs: number;
  readonly rolledBack: number;
  /** Over the rollouts that were rolled back; null if fewer than two were. */
  readonly delay: { readonly median: number; readonly mean: number; readonly error: number } | null;
  /** Over all rollouts, where none counts for more than the patience of the rules. */
  readonly restricted: { readonly median: number; readonly mean: number };
}

export function figuresOf({ conditions, judges }: Cell, results: readonly Delays[]): DelayFigure[] {
  return judges.map(({ name }) => {
    const all = results.map((delays) => delays[name] ?? null);
    const decided = all.filter((delay) => delay !== null);
    const restricted = all.map((delay) => Math.min(delay ?? patience, patience));
    const { canary, baseline, baselineRate, canaryRate } = conditions;
    return {
      canary,
      baseline,
      baselineRate,
      canaryRate,
      judge: name,
      runs: all.length,
      rolledBack: decided.length,
      delay: decided.length < 2 ? null : delayOf(decided),
      restricted: { median: median(restricted), mean: meanOf(restricted).value },
    };
  });
}

function delayOf(decided: readonly number[]): NonNullable<DelayFigure['delay']> {
  const { value, error } = meanOf(decided);
  return { median: median([...decided]), mean: value, error };
}
