import type { ModelPolicy } from '@lastgood/triggers';

import { policy } from '../judges/policy.ts';

const worse = 'higher';
const proportion = { type: 'proportion', worse, tolerance: { relative: '10%' } };

/** Ticks of 10 s, and every default: the ramp goes on to the promotion, and a rollback is followed by a retry. */
function withDefaults(guardrails: Readonly<Record<string, object>>): ModelPolicy {
  const model = { tick: '10s', baseline: 'v12', canary: 'v13' };
  return policy({ guardrails, hysteresis: {}, rollout: {}, model });
}

export const fiveProportions: ModelPolicy = withDefaults({
  errors: proportion,
  timeouts: proportion,
  retries: proportion,
  complaints: proportion,
  accuracy: { ...proportion, worse: 'lower' },
});

/** The histogram has the default edges for milliseconds, of which there are 120. */
export const fiveTypes: ModelPolicy = withDefaults({
  errors: proportion,
  latency: {
    type: 'histogram',
    worse,
    unit: 'ms',
    tolerance: { relative: '10%' },
    limit: { p99: { max: '2s' } },
  },
  revenue: { type: 'mean', worse: 'lower', range: [0, 50] },
  inputs: { type: 'categories' },
  crashes: { type: 'rate', worse },
});
