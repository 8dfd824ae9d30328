import { parsePolicy, policyOf, type ModelPolicy, type Tick } from '@lastgood/triggers';

import { Random } from '../../src/random/random.ts';
import type { PreparedRun } from '../../src/run/prepare.ts';
import type { Interval, Source } from '../../src/traffic/source.ts';

const start = Date.parse('2026-05-01T00:00:00Z');
const requests = 400;

export interface FakeOptions {
  readonly policy: ModelPolicy;
  readonly intervals?: number;
  /** The share of bad outcomes of the canary, by interval, 1 for the first; that of the baseline is 1 %. */
  readonly rate?: (interval: number) => number;
  /** How many intervals later the `labels` of an interval are there; without, there are none. */
  readonly labels?: number;
  /** Intervals in which nobody sends anything. */
  readonly silent?: (interval: number) => boolean;
  readonly closed?: boolean;
}

/** Traffic with the metric `errors`, and maybe late `labels`: 400 requests an interval. */
function fakeSource(options: FakeOptions): Source {
  const {
    policy,
    intervals = 120,
    rate = () => 0.01,
    silent = () => false,
    closed = true,
  } = options;
  const versions = { canary: 'v13', baseline: 'v12' };
  const firstBad = Array.from({ length: intervals }, (_, index) => rate(index + 1) > 0.01).indexOf(
    true,
  );
  return {
    intervals,
    from: start,
    versions,
    closed,
    start(seed) {
      const random = new Random(seed);
      const late: Tick[] = [];
      let number = 0;
      let injected = false;
      return {
        ...(firstBad >= 0 && { fault: start + firstBad * policy.tick }),
        next(share): Interval {
          number += 1;
          const from = start + (number - 1) * policy.tick;
          const to = from + policy.tick;
          const all = silent(number) ? 0 : requests;
          const canary = random.binomial(all, closed ? share : 0.1);
          const bad = injected ? 0.05 : rate(number);
          const sample = (metric: string) => {
            const arm = (count: number, chance: number) => ({
              [metric]: { count, hits: random.binomial(count, chance) },
            });
            return { v13: arm(canary, bad), v12: arm(all - canary, 0.01) };
          };
          const ticks: Tick[] = all === 0 ? [] : [{ from, to, versions: sample('errors') }];
          if (options.labels !== undefined) {
            const lateness = options.labels * policy.tick;
            late.push({ from, to, lateness, versions: sample('labels') });
            if (late[0] && late[0].to + lateness <= to) ticks.push(...late.splice(0, 1));
          }
          return {
            requests: { canary, baseline: all - canary },
            ticks,
            excessBad: canary * (bad - 0.01),
          };
        },
        inject() {
          injected = true;
        },
      };
    },
  };
}

/** A policy of `errors`, with what else is to be said of the model. */
export function policyWith(more = '', guardrails = ''): ModelPolicy {
  const errors = 'errors: { type: proportion, worse: higher, expected: 1% }';
  const text = `models: { recommender: { flag: recommender-model, tick: 10s, guardrails: { ${errors}${guardrails} }, ${more} } }`;
  return policyOf(parsePolicy(text, 'policy.yaml'));
}

export function preparedWith(options: FakeOptions): PreparedRun {
  const source = fakeSource(options);
  return {
    options: { source: { kind: 'scenario', scenario: 'made-up' }, seed: 1, flags: '', syncPort: 0 },
    name: 'made-up',
    title: 'traffic for tests',
    policy: options.policy,
    versions: source.versions,
    remarks: [],
    source,
  };
}
