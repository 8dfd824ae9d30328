import type { ProportionGuardrail } from '@lastgood/triggers';

import type { Metric } from '../../../scenarios/scenario.ts';
import { changed } from './applied.ts';
import { type Law, type Laws, usualRequests } from './law.ts';

interface ProportionLaw extends Law {
  readonly share: number;
}

/** Requests that hit, each by itself. */
export function proportionLaws(
  metric: Extract<Metric, { type: 'proportion' }>,
  { worse }: ProportionGuardrail,
): Laws<ProportionLaw> {
  return {
    lucks: 1,
    law(day, changes, bad) {
      const usual = Math.min(1, Math.max(0, changed(metric.share * day, changes)));
      const share =
        worse === 'higher' ? Math.min(1, usual * bad) : Math.max(0, 1 - (1 - usual) * bad);
      return {
        share,
        sample: (random, requests) => ({
          count: requests,
          hits: random.binomial(requests, share),
        }),
        usual: { count: usualRequests, hits: usualRequests * share },
        value: ([luck = 0]) => (luck < share ? 1 : 0),
      };
    },
    excess(canary, baseline) {
      const more = canary.share - baseline.share;
      return worse === 'higher' ? more : -more;
    },
  };
}
