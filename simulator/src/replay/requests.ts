import { countsAsTick, outcomesIn, type ModelPolicy, type Tick } from '@lastgood/triggers';

/**
 * A request is known by its outcomes; one that was observed by several metrics is still one, also where some of them come
 * later. A rate knows none.
 */
export function requestsOf(policy: ModelPolicy, tick: Tick, version: string): number {
  if (!countsAsTick(policy, tick)) return 0;
  const samples = tick.versions[version] ?? {};
  return Math.max(0, ...Object.values(samples).map(outcomesIn));
}
