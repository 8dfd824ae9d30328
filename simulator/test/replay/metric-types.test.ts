import { type ModelPolicy, OutcomeTicks, parsePolicy, policyOf } from '@lastgood/triggers';
import { describe, expect, test } from 'vitest';

import { Random } from '../../src/random/random.ts';
import { replayRecording, type ReplayResult } from '../../src/replay/replay.ts';
import { record } from '../recordings/files.ts';

const start = Date.UTC(2026, 4, 1);
const versions = { canary: 'v13', baseline: 'v12' };

/** What a version does with one request; `worse` is the version with the fault. */
type Metric = (random: Random, worse: boolean) => unknown;

interface Case {
  readonly guardrail: string;
  readonly metric: Metric;
  /** What the reason of the rollback begins with. */
  readonly reason: RegExp;
}

const exponential = (random: Random): number => -Math.log(1 - random.uniform());

const latency: Metric = (random, worse) => 100 * (worse ? 1.5 : 1) * exponential(random);
const revenue: Metric = (random, worse) =>
  random.uniform() < (worse ? 0.25 : 0.5) ? 40 * random.uniform() : 0;
const error: Metric = (random, worse) => (random.uniform() < (worse ? 0.06 : 0.01) ? 1 : 0);
const device: Metric = (random, worse) =>
  random.uniform() < (worse ? 0.7 : 0.4) ? 'mobile' : 'web';
const crash: Metric = (random, worse) => ({
  hits: random.uniform() < (worse ? 0.06 : 0.01) ? 1 : 0,
  exposure: 0.5,
});

const cases: Record<string, Case> = {
  'a proportion': {
    guardrail: 'type: proportion, worse: higher',
    metric: error,
    reason: /^metric: hits of v13 are .* no more is acceptable; evidence/,
  },
  'a rate': {
    guardrail: 'type: rate, worse: higher, tolerance: { relative: 10% }',
    metric: crash,
    reason:
      /^metric: v13 has \S+ per unit of exposure \(.* hits on .*\), v12 .* 10 % more is acceptable; evidence/,
  },
  'a mean': {
    guardrail: 'type: mean, worse: lower, range: [0, 50], unit: EUR',
    metric: revenue,
    reason:
      /^metric: the mean of v13 is \S+ EUR \(.* values\), of v12 \S+ EUR .*, no less is acceptable/,
  },
  'a mean without a range': {
    guardrail: 'type: mean, worse: lower, asymptotic: true',
    metric: revenue,
    reason: /^metric: the mean of .* no less is acceptable \(asymptotic/,
  },
  'a histogram': {
    guardrail: 'type: histogram, worse: higher, unit: ms, tolerance: { relative: 10% }',
    metric: latency,
    reason:
      /^metric: v13 has a p50 at most \S+ ms and p99 at most .*, v12 a p50 .* 10\.89 % more is acceptable \(in whole bins\)/,
  },
  categories: {
    guardrail: 'type: categories',
    metric: device,
    reason:
      /^metric: \S+ % of the outcomes of v13 have another label than with v12, most of all "mobile" with .* up to 5 % is acceptable/,
  },
  'a limit on a proportion': {
    guardrail: 'type: proportion, worse: higher, limit: { max: 2% }',
    metric: error,
    reason: /^metric: hits of v13 are \S+ % .*, at most 2 % is acceptable; evidence/,
  },
  'a limit on a rate': {
    guardrail: 'type: rate, worse: higher, limit: { max: 0.05 }',
    metric: crash,
    reason: /^metric: v13 has \S+ per unit of exposure .*, at most 0.05 is acceptable; evidence/,
  },
  'a limit on a mean': {
    guardrail: 'type: mean, worse: lower, range: [0, 50], limit: { min: 8 }',
    metric: revenue,
    reason: /^metric: the mean of v13 is .*, at least 8 is acceptable; evidence/,
  },
  'a limit on a quantile': {
    guardrail: 'type: histogram, worse: higher, unit: ms, limit: { p90: { max: 260 } }',
    metric: latency,
    reason:
      /^metric: the p90 of v13 is at most \S+ ms \(.* values\), at most 260 ms is acceptable; evidence/,
  },
  'a sustained limit': {
    guardrail: 'type: histogram, worse: higher, unit: ms, limit: { p50: { max: 85, for: 1m } }',
    metric: latency,
    reason:
      /^metric \(p50\) of v13 is beyond the limit 85 for 1m, last \S+; this rule has no stated risk$/,
  },
};

const tick = 10_000;

interface RecordedOutcome {
  readonly time: number;
  readonly version: string;
  readonly metric: unknown;
}

/** 500 seconds of 40 requests each, a quarter of them the canary's. */
function outcomesOf(metric: Metric, isWorse: boolean): RecordedOutcome[] {
  const random = new Random(5);
  return Array.from({ length: 20_000 }, (_, index) => {
    const version = index % 4 === 0 ? versions.canary : versions.baseline;
    const value = metric(random, isWorse && version === versions.canary);
    return { time: start + 25 * index, version, metric: value };
  });
}

function policyWith(guardrail: string): ModelPolicy {
  const yaml = `
models:
  recommender:
    flag: recommender-model
    tick: ${tick / 1000}s
    guardrails: { metric: { ${guardrail} } }
`;
  return policyOf(parsePolicy(yaml, 'policy.yaml'));
}

async function replay(lines: readonly object[], guardrail: string): Promise<ReplayResult> {
  return replayRecording({
    file: record(lines),
    policy: policyWith(guardrail),
    versions,
    canaryShare: 0.1,
    seed: 1,
    skipBadLines: false,
  });
}

test('a sustained limit that is kept has no evidence, and the reason says why', async () => {
  const guardrail = 'type: proportion, worse: higher, limit: { max: 50%, of: [2, 3] }';
  expect(await replay(outcomesOf(error, true), guardrail)).toMatchObject({
    decision: 'none',
    evidence: null,
    reason: 'no limit was passed for long enough',
  });
});

describe.each(Object.entries(cases))('%s', (_, { guardrail, metric, reason }) => {
  test('rolls a worse canary back, and says why', async () => {
    const result = await replay(outcomesOf(metric, true), guardrail);
    expect(result).toMatchObject({ decision: 'rollback', guardrail: 'metric' });
    expect(result.reason).toMatch(reason);
    if (result.evidence !== null) {
      expect(result.evidence).toBeGreaterThanOrEqual(result.threshold);
    }
  });

  test('leaves an equal one in service', async () => {
    const result = await replay(outcomesOf(metric, false), guardrail);
    expect(result).toMatchObject({ decision: 'none', guardrail: null });
  });

  test('decides the same on ticks that were summed elsewhere', async () => {
    const outcomes = outcomesOf(metric, true);
    const { guardrails } = policyWith(guardrail);
    const sums = new OutcomeTicks({ tick, lateness: 0, guardrails, versions: ['v12', 'v13'] });
    for (const { time, version, metric } of outcomes) {
      expect(sums.add({ time, version, values: { metric } })).toBeUndefined();
    }
    sums.close();
    const single = await replay(outcomes, guardrail);
    const summed = await replay(sums.take(), guardrail);
    expect({ ...summed, file: '' }).toEqual({ ...single, file: '' });
  });
});
