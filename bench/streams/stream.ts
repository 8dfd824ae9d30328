import type { Tick, VersionSamples } from '@lastgood/triggers';

export const versions = { canary: 'v13', baseline: 'v12' } as const;

/** What happened in one interval. */
export interface Interval {
  /** Requests of each version. */
  readonly canary: number;
  readonly baseline: number;
  /** What became known at its end: several ticks where the outcomes of some metrics come later. */
  readonly ticks: readonly Tick[];
}

/**
 * Gives the intervals one after the other.
 *
 * @param number 1 for the first interval
 * @param share the canary's part of the traffic, where whoever judges decides it; other streams have their own
 */
type Source = (number: number, share: number) => Interval;

/** What happens to two versions, whoever judges: the same seed gives the same. */
export type Stream = (seed: number) => Source;

/** One tick, `length` milliseconds long, that is complete at once. */
export function tickOf(
  number: number,
  length: number,
  canary: VersionSamples,
  baseline: VersionSamples,
): Tick {
  return {
    from: (number - 1) * length,
    to: number * length,
    versions: { [versions.canary]: canary, [versions.baseline]: baseline },
  };
}
