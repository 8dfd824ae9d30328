import { outcomesIn, type Tick } from '@lastgood/triggers';

/** A request is known by its outcomes; one that was observed by several metrics is still one. A rate knows none. */
export function requestsOf(tick: Tick, version: string): number {
  const samples = tick.versions[version] ?? {};
  return Math.max(0, ...Object.values(samples).map(outcomesIn));
}
