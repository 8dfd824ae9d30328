import { outcomesIn } from './samples/sample.ts';
import { own, type Tick } from './tick.ts';

/**
 * How many requests a version had in a tick. A request is known by its outcomes; one that was observed by several metrics is
 * still one, so whichever metric has the most of them tells. A rate knows none.
 */
export function requestsIn({ versions }: Pick<Tick, 'versions'>, version: string): number {
  const samples = own(versions, version);
  let most = 0;
  for (const name in samples) {
    const sample = samples[name];
    if (sample) most = Math.max(most, outcomesIn(sample));
  }
  return most;
}
