import { quantileInterval } from '../../statistics/quantile-interval.ts';
import type { Evaluation } from '../../rollouts/evaluation.ts';

/** The 95 % intervals of a delay's median and 90 % quantile, in milliseconds. */
export interface DelayIntervals {
  readonly median: readonly [low: number, high: number];
  readonly p90: readonly [low: number, high: number];
}

/** How sure the delays of an evaluation are; undefined where no faulty canary was in service after its fault began. */
export function delayIntervals({ cases }: Evaluation): DelayIntervals | undefined {
  const delays = cases
    .flatMap(({ results }) => results)
    .filter(({ fault, delay, faultyRequests }) => fault !== null && (delay || faultyRequests > 0))
    .map(({ delay }) => delay?.time ?? Infinity);
  if (delays.length === 0) return undefined;
  const sorted = Float64Array.from(delays).sort();
  return { median: quantileInterval(sorted, 0.5), p90: quantileInterval(sorted, 0.9) };
}
