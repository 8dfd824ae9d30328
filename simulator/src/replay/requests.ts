import { countsAsTick, requestsIn, type ModelPolicy, type Tick } from '@lastgood/triggers';

/** The requests of a version in a tick; one that was observed by several metrics is still one, also where some come later. */
export function requestsOf(policy: ModelPolicy, tick: Tick, version: string): number {
  return countsAsTick(policy, tick) ? requestsIn(tick, version) : 0;
}
