import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Case, Evaluation } from '../../../src/rollouts/evaluation.ts';
import { openTuned } from '../../../src/tuning/open-tuned.ts';
import { delayIntervals } from '../../../src/tuning/search/delay-intervals.ts';
import { search, type SearchResult } from '../../../src/tuning/search/search.ts';
import { localEvaluator } from './local-evaluator.ts';

const folder = mkdtempSync(join(tmpdir(), 'lastgood-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** An hour of 2,000 requests a minute, of which 2 % fail, and of a faulty canary 4 % from some time on. */
function caseOf(name: string, decision: string, changes: string): Case {
  const scenario = join(folder, `${name}.yaml`);
  const text = `title: errors
expect: { decision: ${decision} }
policy: errors.lastgood.yaml
start: 2026-05-01T00:00:00Z
length: 60m
requests: { rate: 33/s }
metrics: { errors: { type: proportion, share: 2% } }
changes: [${changes}]
`;
  writeFileSync(scenario, text);
  return { name, source: { kind: 'scenario', scenario }, options: {} };
}

const fault = '{ what: errors, arm: canary, becomes: 4%, at: [10m, 20m], fault: true }';
const start = openTuned(
  'policy.yaml',
  `models:
  m:
    flag: f
    tick: 1m
    guardrails: { errors: { type: proportion, worse: higher } }
    risk: { falseRollback: 5% }
    rollout: { steps: [20%] }
`,
);

/**
 * The chosen policy on so many seeds that their errors are small beside those of the prediction, none of which the search or
 * the prediction had.
 */
const many = 3000;

describe('a prediction', () => {
  let result: SearchResult;
  let truth: Evaluation;

  beforeAll(async () => {
    const cases = [caseOf('healthy', 'none', ''), caseOf('faulty', 'rollback', fault)];
    result = await search({
      start,
      cases,
      limit: 0.3,
      runs: 150,
      seed: 1,
      evaluator: localEvaluator,
    });
    const policy = result.chosen?.tuned.policy ?? start.policy;
    truth = await localEvaluator.evaluate({ policy, cases, runs: many, seed: 100_000 });
  }, 300_000);

  const predicted = (): NonNullable<SearchResult['prediction']> => {
    if (!result.prediction) throw new Error('nothing was chosen');
    return result.prediction;
  };

  it('is of a policy that does less harm than the given one', () => {
    expect(result.chosen?.changes.length).toBeGreaterThan(0);
    const [given, after] = [result.measured[0]?.evaluation.figures.harm, truth.figures.harm];
    expect(after?.high).toBeLessThan(given?.value ?? 0);
  });

  it('of the false rollbacks holds within its interval, which says something', () => {
    const { falseRollbacks } = predicted().evaluation.figures;
    const real = truth.figures.falseRollbacks?.value ?? -1;
    expect(real).toBeGreaterThan(0);
    expect(real).toBeGreaterThanOrEqual(falseRollbacks?.low ?? 1);
    expect(real).toBeLessThanOrEqual(falseRollbacks?.high ?? 0);
    expect(falseRollbacks?.high).toBeLessThan(0.3);
  });

  it('of the delay holds within its intervals', () => {
    const sure = delayIntervals(predicted().evaluation);
    const real = truth.figures.delay;
    for (const quantile of ['median', 'p90'] as const) {
      const [low = Infinity, high = 0] = sure?.[quantile] ?? [];
      expect(real?.[quantile].time).toBeGreaterThanOrEqual(low);
      expect(real?.[quantile].time).toBeLessThanOrEqual(high);
      expect(high / low).toBeLessThan(2);
    }
  });

  it('of the harm holds within its interval', () => {
    const { harm } = predicted().evaluation.figures;
    expect(truth.figures.harm?.value).toBeGreaterThanOrEqual(harm?.low ?? Infinity);
    expect(truth.figures.harm?.value).toBeLessThanOrEqual(harm?.high ?? 0);
  });
});
