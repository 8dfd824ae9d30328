import {
  parsePolicy,
  policyOf,
  type ModelPolicy,
  type Sample,
  type Tick,
} from '@lastgood/triggers';
import { describe, expect, it, test } from 'vitest';

import { PeerJudge, type PeerVerdict } from '../../src/replay/peer-judge.ts';
import { replayRecording } from '../../src/replay/replay.ts';
import { record } from '../recordings/files.ts';

const versions = { canary: 'v13', baseline: 'v12' };

function policyWith(guardrails: string): ModelPolicy {
  const text = `models: { recommender: { flag: recommender-model, guardrails: { ${guardrails} } } }`;
  return policyOf(parsePolicy(text, 'policy.yaml'));
}

const policy = policyWith(`
  errors: { type: proportion, worse: higher, tolerance: { absolute: 2% } },
  accuracy: { type: proportion, worse: lower, tolerance: { absolute: 2% } }
`);

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
  const judge = new PeerJudge(name, policy, versions);
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
    unjudged: [],
  });
});

test('without a decision there is only what the canary served', () => {
  const nothing = {
    decision: 'none',
    time: null,
    tick: null,
    guardrail: null,
    reason: null,
    unjudged: [],
  };
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

const rules = ['argo', 'flagger', 'kayenta', 'growthbook', 'statsig', 'cusum'];

/** What each rule comes to on a recording of twenty minutes, in which every tick is the same. */
async function replayed(
  guardrails: string,
  canary: Record<string, Sample>,
  baseline: Record<string, Sample>,
): Promise<Readonly<Record<string, PeerVerdict>>> {
  const ticks = Array.from({ length: 120 }, (_, index) => ({
    from: index * 10_000,
    to: (index + 1) * 10_000,
    versions: { v13: canary, v12: baseline },
  }));
  const { against = {} } = await replayRecording({
    file: record(ticks),
    policy: policyWith(guardrails),
    versions,
    against: rules,
    canaryShare: 0.1,
    seed: 1,
    skipBadLines: false,
  });
  return against;
}

/** The tick at which each rule rolls back, or else what it came to. */
function ticksOf(
  against: Readonly<Record<string, PeerVerdict>>,
): Record<string, number | PeerVerdict['decision']> {
  return Object.fromEntries(
    Object.entries(against).map(([name, { decision, tick, time }]) => {
      if (decision !== 'rollback') return [name, decision];
      expect(time).toBe(new Date((tick ?? NaN) * 10_000).toISOString());
      return [name, tick ?? NaN];
    }),
  );
}

interface Recorded {
  readonly guardrail: string;
  readonly baseline: Sample;
  readonly healthy: Sample;
  readonly worse: Sample;
  /** When each rule rolls the worse one back, in the order of `rules`. */
  readonly ticks: readonly (number | 'unjudged')[];
}

const edges = [100, 200, 400, 500, 800, 1600];
const recordings: Record<string, Recorded> = {
  proportion: {
    guardrail: '{ type: proportion, worse: higher, tolerance: { relative: 10% } }',
    baseline: { count: 400, hits: 8 },
    healthy: { count: 200, hits: 4 },
    worse: { count: 200, hits: 8 },
    ticks: [1, 1, 30, 5, 9, 5],
  },
  rate: {
    guardrail: '{ type: rate, worse: higher, tolerance: { relative: 10% } }',
    baseline: { hits: 8, exposure: 4 },
    healthy: { hits: 4, exposure: 2 },
    worse: { hits: 8, exposure: 2 },
    ticks: [1, 1, 30, 15, 9, 5],
  },
  mean: {
    guardrail: '{ type: mean, worse: lower, range: [0, 50], tolerance: { relative: 10% } }',
    baseline: { count: 400, sum: 800, sumOfSquares: 9000 },
    healthy: { count: 200, sum: 400, sumOfSquares: 4500 },
    worse: { count: 200, sum: 300, sumOfSquares: 3500 },
    ticks: [1, 1, 30, 4, 7, 5],
  },
  histogram: {
    guardrail: `{ type: histogram, worse: higher, edges: [${edges.join(', ')}], tolerance: { relative: 10% } }`,
    baseline: { edges, counts: [300, 80, 18, 2, 0, 0, 0] },
    healthy: { edges, counts: [150, 40, 9, 1, 0, 0, 0] },
    worse: { edges, counts: [150, 40, 5, 1, 4, 0, 0] },
    ticks: [1, 1, 30, 'unjudged', 'unjudged', 'unjudged'],
  },
  categories: {
    guardrail: '{ type: categories }',
    baseline: { counts: { mobile: 160, web: 240 } },
    healthy: { counts: { mobile: 84, web: 116 } },
    worse: { counts: { mobile: 90, web: 90, tv: 20 } },
    ticks: [1, 1, 'unjudged', 'unjudged', 'unjudged', 'unjudged'],
  },
};

describe.each(Object.entries(recordings))(
  'on a recording of a metric of type %s',
  (_, recorded) => {
    const guardrails = `metric: ${recorded.guardrail}`;
    const baseline = { metric: recorded.baseline };

    it('a worse canary is rolled back by each rule at its own time', async () => {
      const against = await replayed(guardrails, { metric: recorded.worse }, baseline);
      expect(ticksOf(against)).toEqual(
        Object.fromEntries(rules.map((name, place) => [name, recorded.ticks[place]])),
      );
    });

    it('a canary within tolerance is not', async () => {
      const against = await replayed(guardrails, { metric: recorded.healthy }, baseline);
      const expected = rules.map((name, place) => [
        name,
        recorded.ticks[place] === 'unjudged' ? 'unjudged' : 'none',
      ]);
      expect(ticksOf(against)).toEqual(Object.fromEntries(expected));
    });
  },
);

describe('a guardrail that a rule cannot judge', () => {
  const mixed = `
    latency: { type: histogram, worse: higher, edges: [${edges.join(', ')}], limit: { p50: { max: 200 }, p99: { max: 500 } } },
    inputs: { type: categories },
    errors: { type: proportion, worse: higher }
  `;
  const sample = (hits: number, counts: readonly number[]): Record<string, Sample> => ({
    latency: { edges, counts },
    inputs: { counts: { mobile: 80, web: 120 } },
    errors: { count: 200, hits },
  });
  const fast = [150, 40, 9, 1, 0, 0, 0];
  const slowTail = [150, 40, 5, 1, 0, 4, 0];
  const unjudged = [
    { guardrail: 'latency', reason: 'has no sequential test for quantiles' },
    { guardrail: 'inputs', reason: 'has no test for categories' },
  ];

  it('is told, and does not keep it from judging the others', async () => {
    const { growthbook, argo } = await replayed(mixed, sample(12, fast), sample(4, fast));
    expect(growthbook).toMatchObject({ decision: 'rollback', guardrail: 'errors', unjudged });
    expect(argo).toMatchObject({ decision: 'rollback', guardrail: 'errors', unjudged: [] });
    const healthy = await replayed(mixed, sample(4, fast), sample(4, fast));
    expect(healthy['growthbook']).toMatchObject({ decision: 'none', unjudged });
  });

  it('leaves nothing to say where there is no other', async () => {
    const [latency = ''] = mixed.split('errors');
    const against = await replayed(latency, sample(4, slowTail), sample(4, fast));
    expect(against['growthbook']).toEqual({
      decision: 'unjudged',
      time: null,
      tick: null,
      canaryRequests: 120 * 200,
      guardrail: null,
      reason: null,
      unjudged,
    });
  });

  it('of several quantiles the one that fails is named', async () => {
    const { flagger, kayenta } = await replayed(mixed, sample(4, slowTail), sample(4, fast));
    expect(flagger).toMatchObject({ tick: 1, guardrail: 'latency' });
    expect(flagger?.reason).toBe(
      'latency (p99): failed checks (1) >= threshold (1): 1200 > 500 (limit)',
    );
    expect(kayenta?.reason).toMatch(/^latency \(p99\): score 0: High, /);
  });
});
