import { mean, median, sampleStandardDeviation } from 'simple-statistics';

import type { Cell, Delays } from './cell.ts';
import { leastMeanDelay } from './limit.ts';

/** What the rollouts of a cell came to. */
export interface Row {
  readonly cell: Cell;
  readonly runs: number;
  readonly rolledBack: number;
  /** Rolled back before the fault began, and not counted among those. */
  readonly tooEarly: number;
  /** Canary requests to the rollback, over the rollouts that had one; null if fewer than two had. */
  readonly delay: { readonly median: number; readonly mean: number; readonly error: number } | null;
  /** Mean delay over the theoretical limit, with its standard error; null where the versions are equally good. */
  readonly overLimit: { readonly ratio: number; readonly error: number } | null;
}

export function summarise(cell: Cell, delays: Delays): Row {
  const decided = delays.filter((delay) => delay !== null).filter((delay) => delay > 0);
  const tooEarly = delays.filter((delay) => delay === 0).length;
  const row = { cell, runs: delays.length, rolledBack: decided.length, tooEarly };
  if (decided.length < 2) return { ...row, delay: null, overLimit: null };
  const error = sampleStandardDeviation(decided) / Math.sqrt(decided.length);
  const delay = { median: median(decided), mean: mean(decided), error };
  if (cell.canaryRate === cell.baselineRate) return { ...row, delay, overLimit: null };
  const limit = leastMeanDelay(cell);
  return { ...row, delay, overLimit: { ratio: delay.mean / limit, error: error / limit } };
}
