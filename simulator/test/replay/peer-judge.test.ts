import { parsePolicy, policyOf, type Tick } from '@lastgood/triggers';
import { describe, expect, it, test } from 'vitest';

import { PeerJudge, type PeerVerdict } from '../../src/replay/peer-judge.ts';

const policy = policyOf(
  parsePolicy(
    `
models:
  recommender:
    flag: recommender-model
    guardrails:
      errors: { type: proportion, worse: higher, tolerance: { absolute: 2% } }
      accuracy: { type: proportion, worse: lower, tolerance: { absolute: 2% } }
`,
    'policy.yaml',
  ),
);

type Hits = readonly [hits: number, count: number];
interface Observed {
  readonly errors?: Hits;
  readonly accuracy?: Hits;
}

const onlyErrors: Observed = { errors: [2, 100] };
const onlyAccuracy: Observed = { accuracy: [90, 100] };
const healthy: Observed = { ...onlyErrors, ...onlyAccuracy };
const failing: Observed = { ...healthy, errors: [5, 100] };
const inaccurate: Observed = { ...healthy, accuracy: [85, 100] };

/** What a rule comes to, from the canary and the baseline of each tick; the baseline is healthy unless it is given. */
function verdict(
  name: string,
  ...ticks: readonly (readonly [canary: Observed, baseline?: Observed])[]
): PeerVerdict {
  const judge = new PeerJudge(name, policy, { canary: 'v13', baseline: 'v12' });
  for (const [index, [canary, baseline = healthy]] of ticks.entries()) {
    judge.see({
      from: index * 10_000,
      to: (index + 1) * 10_000,
      versions: { v13: samples(canary), v12: samples(baseline) },
    });
  }
  return judge.verdict();
}

function samples(observed: Observed): Tick['versions'][string] {
  return Object.fromEntries(
    Object.entries(observed).map(([metric, [hits, count]]: [string, Hits]) => [
      metric,
      { hits, count },
    ]),
  );
}

test('a decision is told with its tick, its time, what the canary served and why', () => {
  expect(verdict('argo', [healthy], [healthy], [inaccurate])).toEqual({
    decision: 'rollback',
    time: '1970-01-01T00:00:30.000Z',
    tick: 3,
    canaryRequests: 300,
    guardrail: 'accuracy',
    reason:
      "accuracy: failed (1) > failureLimit (0): 0.85 < 0.88, acceptable beside the baseline's 0.9",
  });
});

test('without a decision there is only what the canary served', () => {
  const nothing = { decision: 'none', time: null, tick: null, guardrail: null, reason: null };
  expect(verdict('argo')).toEqual({ ...nothing, canaryRequests: 0 });
  expect(verdict('argo', [healthy], [healthy])).toEqual({ ...nothing, canaryRequests: 200 });
});

describe('of several guardrails', () => {
  it('the one that decides first counts, wherever it stands in the policy', () => {
    const accuracyFirst = verdict('flagger', [healthy], [inaccurate], [failing]);
    expect(accuracyFirst).toMatchObject({ tick: 2, guardrail: 'accuracy' });
    const errorsFirst = verdict('flagger', [failing], [inaccurate]);
    expect(errorsFirst).toMatchObject({ tick: 1, guardrail: 'errors' });
  });

  it('each adds up its own measurements', () => {
    // Argo allows four measurements without a value in a row: no guardrail has five.
    const [errors, accuracy] = [[onlyErrors], [onlyAccuracy]] as const;
    const fourEach = [accuracy, accuracy, accuracy, accuracy, errors, errors, errors, errors];
    expect(verdict('argo', ...fourEach).decision).toBe('none');
    const fifth = verdict('argo', ...fourEach, errors);
    expect(fifth).toMatchObject({ decision: 'rollback', tick: 9, guardrail: 'accuracy' });
  });
});

describe('a hold', () => {
  it('is told, and stays what the rule decided', () => {
    const held = verdict('argo', [healthy, onlyAccuracy], [failing]);
    expect(held).toMatchObject({ decision: 'hold', tick: 1, guardrail: 'errors' });
    expect(held.canaryRequests).toBe(100);
    expect(held.reason).toMatch(/^errors: inconclusive \(1\) > inconclusiveLimit \(0\)/);
  });

  it('gives way to a rollback in the same tick', () => {
    const rollback = { decision: 'rollback', tick: 1 };
    expect(verdict('argo', [inaccurate, onlyAccuracy])).toMatchObject({
      ...rollback,
      guardrail: 'accuracy',
    });
    expect(verdict('argo', [failing, onlyErrors])).toMatchObject({
      ...rollback,
      guardrail: 'errors',
    });
  });
});

test('an unknown rule is refused', () => {
  expect(() => verdict('spinnaker')).toThrow(
    expect.objectContaining({ name: 'LastgoodError', code: 'rule-unknown' }),
  );
});
