import type { Outcomes } from '@lastgood/openfeature';

import { Random } from '../random/random.ts';
import type { SyntheticTraffic } from '../scenarios/schema.ts';
import type { ModelRequest, Traffic } from './request.ts';

/**
 * Requests with one metric of 0 or 1, drawn from a seed. One draw serves all versions of a request: where their rates
 * are the same, so are their outcomes, and what a version did beyond another is exactly the difference of the rates.
 *
 * @param tick length of a tick, milliseconds
 */
export function syntheticTraffic(options: SyntheticTraffic, tick: number, seed: number): Traffic {
  const { start, requests, requestsPerTick, metric, rates } = options;
  const versions = Object.keys(rates);
  const at = (index: number): number => start + Math.floor((index * tick) / requestsPerTick);

  const rate = (version: string, index: number): number =>
    rates[version]?.findLast(({ from }) => index >= from * requests)?.rate ?? 0;

  function* draw(): Generator<ModelRequest> {
    const random = new Random(seed);
    for (let index = 0; index < requests; index += 1) {
      const luck = random.uniform();
      const outcomes: Record<string, Outcomes> = {};
      for (const version of versions) {
        outcomes[version] = { [metric]: luck < rate(version, index) ? 1 : 0 };
      }
      yield { index, time: at(index), outcomes };
    }
  }
  return { versions, from: start, to: at(requests - 1), requests: { [Symbol.iterator]: draw } };
}
