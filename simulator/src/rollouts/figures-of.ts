import { meanOf } from '../statistics/estimate.ts';
import { exactInterval } from '../statistics/interval.ts';
import { studentQuantile } from '../statistics/student.ts';
import type { Figures, Measured, Quantile } from './figures.ts';
import type { RolloutResult } from './rollout-result.ts';

/** What rollouts came to, of whatever traffic: a canary is faulty if it has a fault, else healthy. */
export function figuresOf(results: readonly RolloutResult[]): Figures {
  const healthy = results.filter(({ fault }) => fault === null);
  const faulty = results.filter(({ fault }) => fault !== null);
  // Whose canary was out of service from the fault on is neither late nor in time.
  const met = faulty.filter(({ delay, faultyRequests }) => delay || faultyRequests > 0);
  return {
    healthy: healthy.length,
    faulty: faulty.length,
    ...(healthy.length > 0 && {
      falseRollbacks: shareOf(healthy, ({ falseRollback }) => falseRollback),
      promoted: shareOf(healthy, ({ promoted }) => promoted !== null),
      transitionsPerDay:
        sumOf(healthy, ({ transitions }) => transitions) / sumOf(healthy, ({ days }) => days),
    }),
    ...(faulty.length > 0 && {
      missed: shareOf(faulty, ({ delay, faultyRequests }) => !delay && faultyRequests > 0),
      early: shareOf(faulty, ({ falseRollback }) => falseRollback),
    }),
    ...(met.length > 0 && { delay: delayOf(met.map(({ delay }) => delay)) }),
    // One alone tells nothing of how much they vary.
    ...(faulty.length > 1 && { harm: averageOf(faulty.map(({ excessBad }) => excessBad)) }),
  };
}

/** The share of those of which it is so, with Clopper and Pearson's interval; of one item or more. */
export function shareOf<Item>(items: readonly Item[], isSo: (item: Item) => boolean): Measured {
  let hits = 0;
  for (const item of items) if (isSo(item)) hits += 1;
  const [low, high] = exactInterval(hits, items.length);
  return { value: hits / items.length, low, high };
}

/** Quantiles of delays, those of undecided rollouts infinite; of one rollout or more. */
export function delayOf(delays: readonly (Quantile | null)[]): NonNullable<Figures['delay']> {
  const never = { time: Infinity, requests: Infinity };
  const all = delays.map((delay) => delay ?? never);
  const times = Float64Array.from(all, ({ time }) => time).sort();
  const requests = Float64Array.from(all, (delay) => delay.requests).sort();
  // Not between two values: one of them may be infinite.
  const at = (part: number): Quantile => {
    const place = Math.ceil(part * all.length) - 1;
    return { time: times[place] ?? Infinity, requests: requests[place] ?? Infinity };
  };
  return { median: at(0.5), p90: at(0.9) };
}

/** A mean with Student's interval; of two values or more. */
function averageOf(values: readonly number[]): Measured {
  const { value, error } = meanOf(values);
  const reach = studentQuantile(values.length - 1) * error;
  return { value, low: value - reach, high: value + reach };
}

function sumOf(
  results: readonly RolloutResult[],
  valueOf: (result: RolloutResult) => number,
): number {
  let sum = 0;
  for (const result of results) sum += valueOf(result);
  return sum;
}
