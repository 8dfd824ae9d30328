import { OutcomeTicks, type ModelPolicy, type Pair } from '@lastgood/triggers';

import { Random } from '../random/random.ts';
import { Totals } from '../run/totals.ts';
import { RequestIntervals } from './request-intervals.ts';
import type { Traffic } from './request.ts';
import type { Source } from './source.ts';

/** TEMPORARY stand-in. */
export function requestSource(
  policy: ModelPolicy,
  versions: Pair<string>,
  trafficOf: (seed: number) => Traffic,
  splitSeed: (seed: number) => number,
): Source {
  const { from, to } = trafficOf(0);
  const begin = Math.floor(from / policy.tick) * policy.tick;
  return {
    intervals: Math.floor(to / policy.tick) - Math.floor(from / policy.tick) + 1,
    from: begin,
    versions,
    closed: true,
    start(seed) {
      const split = new Random(splitSeed(seed));
      const intervals = new RequestIntervals(trafficOf(seed), begin, policy.tick);
      const outcomes = new OutcomeTicks({
        tick: policy.tick,
        lateness: policy.lateness,
        guardrails: policy.guardrails,
        versions: [versions.baseline, versions.canary],
      });
      let number = 0;
      return {
        next(share) {
          number += 1;
          const totals = new Totals(versions, policy.guardrails);
          for (const request of intervals.take(number)) {
            const version = split.uniform() < share ? versions.canary : versions.baseline;
            totals.count(request, version);
            outcomes.add({ time: request.time, version, values: request.outcomes[version] ?? {} });
          }
          outcomes.advance(begin + number * policy.tick);
          return { requests: totals.requests, ticks: outcomes.take(), excessBad: totals.excessBad };
        },
        inject() {},
      };
    },
  };
}
