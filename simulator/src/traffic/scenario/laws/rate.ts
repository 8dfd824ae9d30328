import type { RateGuardrail } from '@lastgood/triggers';

import { poisson } from '../../../random/poisson.ts';
import type { Metric } from '../../../scenarios/scenario.ts';
import { changed } from './applied.ts';
import { type Law, type Laws, usualRequests } from './law.ts';

interface RateLaw extends Law {
  /** Expected of each request. */
  readonly hits: number;
}

/** Events that come by themselves while something is exposed to them. */
export function rateLaws(
  { hits, exposure }: Extract<Metric, { type: 'rate' }>,
  { worse }: RateGuardrail,
): Laws<RateLaw> {
  return {
    lucks: 1,
    law(day, changes, bad) {
      const expected = bad * exposure * Math.max(0, changed(hits * day, changes));
      return {
        hits: expected,
        sample: (random, requests) => ({
          hits: poisson(random, requests * expected),
          exposure: requests * exposure,
        }),
        usual: { hits: usualRequests * expected, exposure: usualRequests * exposure },
        value: ([luck = 0]) => ({ hits: poissonQuantile(luck, expected), exposure }),
      };
    },
    excess(canary, baseline) {
      const more = canary.hits - baseline.hits;
      return worse === 'higher' ? more : -more;
    },
  };
}

/** The least number of events that at least this part of all requests does not go beyond. */
function poissonQuantile(part: number, expected: number): number {
  let events = 0;
  let mass = Math.exp(-expected);
  let rest = part - mass;
  while (rest >= 0 && mass > 0) {
    events += 1;
    mass *= expected / events;
    rest -= mass;
  }
  return events;
}
