import { mean, median, sampleStandardDeviation } from 'simple-statistics';

import type { Cell, Delays } from './cell.ts';
import { leastMeanDelay } from './limit.ts';

/** What the rollouts of a cell came to. */
export interface Row {
  readonly cell: Cell;
  readonly runs: number;
  readonly rolledBack: number;
  /** Canary requests to the rollback, over the rollouts that had one; null if fewer than two had. */
  readonly delay: { readonly median: number; readonly mean: number; readonly error: number } | null;
  /** Mean delay over the theoretical limit, with its standard error; null where the versions are equally good. */
  readonly overLimit: { readonly ratio: number; readonly error: number } | null;
}

export function summarise(cell: Cell, delays: Delays): Row {
  const decided = delays.filter((delay) => delay !== null);
  const row = { cell, runs: delays.length, rolledBack: decided.length };
  if (decided.length < 2) return { ...row, delay: null, overLimit: null };
  const error = sampleStandardDeviation(decided) / Math.sqrt(decided.length);
  const delay = { median: median(decided), mean: mean(decided), error };
  if (cell.canaryRate === cell.baselineRate) return { ...row, delay, overLimit: null };
  const limit = leastMeanDelay(cell);
  return { ...row, delay, overLimit: { ratio: delay.mean / limit, error: error / limit } };
}
