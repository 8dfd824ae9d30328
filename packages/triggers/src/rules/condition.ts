import type { Worse } from '../ticks/bad.ts';
import { mean } from './arithmetic/moments.ts';
import type { RuleTick } from './rule.ts';

/** What must hold of a tick by itself, for the rules that compare nothing on their own. In the metric's unit. */
export interface Condition {
  /** Which direction of the metric is worse. */
  readonly worse: Worse;
  /** Acceptable is up to `offset + ratio * baseline`, its value in the same tick; absent: nothing is compared. */
  readonly tolerance?: { readonly offset: number; readonly ratio: number };
  /** Acceptable is up to this. */
  readonly limit?: number;
}

/** What one tick said; `unknown` if the canary was observed and there was no baseline to compare it with. */
export type Measurement =
  | { readonly outcome: 'passed' | 'unknown' | 'missing' }
  | { readonly outcome: 'failed'; readonly comparison: string };

/** Measures one tick against its condition. */
export function measure({ worse, tolerance, limit }: Condition, tick: RuleTick): Measurement {
  if (tick.canary.count === 0) return { outcome: 'missing' };
  const value = mean(tick.canary);
  const sign = worse === 'higher' ? '>' : '<';
  if (limit !== undefined && isBeyond(worse, value, limit)) {
    return failed(`${shown(value)} ${sign} ${shown(limit)} (limit)`);
  }
  if (!tolerance) return { outcome: 'passed' };
  if (tick.baseline.count === 0) return { outcome: 'unknown' };
  const baseline = mean(tick.baseline);
  const acceptable = tolerance.offset + tolerance.ratio * baseline;
  return isBeyond(worse, value, acceptable)
    ? failed(
        `${shown(value)} ${sign} ${shown(acceptable)}, ` +
          `acceptable beside the baseline's ${shown(baseline)}`,
      )
    : { outcome: 'passed' };
}

function failed(comparison: string): Measurement {
  return { outcome: 'failed', comparison };
}

/** Rounding must not decide about a value that lies on the bound. */
const rounding = 1e-12;

/** Whether a value lies on the worse side of a bound; on the bound it does not. */
export function isBeyond(worse: Worse, value: number, bound: number): boolean {
  const excess = worse === 'higher' ? value - bound : bound - value;
  return excess > rounding * (1 + Math.abs(bound));
}

/** A number for a person to read; infinite is what lies in an open bin of a histogram. */
export function shown(value: number): string {
  if (value === Infinity) return 'beyond the last edge';
  if (value === -Infinity) return 'below the first edge';
  return String(+value.toPrecision(4));
}
