import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { initialDecision } from '../../src/decision/initial.ts';
import type { Guardrail, ModelPolicy } from '../../src/policy/model.ts';
import type { Sample } from '../../src/ticks/samples/sample.ts';
import type { Tick, VersionSamples } from '../../src/ticks/tick.ts';
import { errors, policyWith } from '../support/policies.ts';
import { decisionsOf, runOf } from '../support/run.ts';
import {
  categoriesSample,
  histogramSample,
  meanSample,
  proportionSample,
  rateSample,
} from '../support/samples.ts';
import { guardrailOf, ownEvidences, spendingOf } from '../support/spending.ts';

const zero = { relative: 0, absolute: 0 };
const edges = [100, 110, 115, 121, 200, 1000];

const crashes: Guardrail = {
  name: 'crashes',
  type: 'rate',
  worse: 'higher',
  tolerance: { relative: 0.1 },
  harm: { relative: 0.5 },
  limit: { bound: 0.5 },
};
const revenue: Guardrail = {
  name: 'revenue',
  type: 'mean',
  worse: 'lower',
  range: [0, 50],
  tolerance: zero,
  harm: { absolute: 5 },
  limit: { bound: 5, sustained: { of: [2, 3] } },
};
const latency: Guardrail = {
  name: 'latency',
  type: 'histogram',
  worse: 'higher',
  edges,
  tolerance: { relative: 0.1 },
  limits: [
    { quantile: 0.99, bound: 200 },
    { quantile: 0.5, bound: 115, sustained: { for: 30_000, clear: 110 } },
  ],
};
const inputs: Guardrail = { name: 'inputs', type: 'categories', tolerance: { shift: 0.05 } };
const all = policyWith({
  guardrails: [{ ...errors, limit: { bound: 0.05 } }, crashes, revenue, latency, inputs],
  hysteresis: { attempts: 2, minBadTicks: 2 },
});

const samples = fc.record(
  {
    errors: proportionSample,
    crashes: rateSample,
    revenue: meanSample([0, 50]),
    latency: histogramSample,
    inputs: categoriesSample,
  },
  { requiredKeys: [] },
);

function tickAt(index: number, canary: VersionSamples, baseline: VersionSamples): Tick {
  const from = index * 10_000;
  return { from, to: from + 10_000, versions: { v13: canary, v12: baseline } };
}

const ticks = fc
  .array(fc.tuple(samples, samples), { minLength: 1, maxLength: 12 })
  .map((pairs) => pairs.map(([canary, baseline], index) => tickAt(index, canary, baseline)));

describe('guardrails of every type together', () => {
  test('never have evidence that is no number, nor roll back without reaching their threshold', () => {
    const property = fc.property(ticks, (ticks) => {
      for (const { evidence, decisions, state } of runOf(all, ticks)) {
        for (const value of ownEvidences(all, state)) expect(value).not.toBeNaN();
        expect(evidence?.evidence).not.toBeNaN();
        for (const decision of decisions) {
          expect(decision.reason).not.toMatch(/NaN|undefined|Infinity.*acceptable/);
          if (decision.action !== 'rollback' || !('evidence' in decision)) continue;
          expect(decision.evidence).toBeGreaterThanOrEqual(decision.threshold);
        }
      }
    });
    fc.assert(property, { seed: 31, numRuns: 500 });
  });

  test('go on from JSON at every tick as if nothing had happened', () => {
    const property = fc.property(ticks, (ticks) => {
      let state = initialDecision(all);
      const resumed = ticks.flatMap((tick) => {
        const [result] = runOf(all, [tick], state);
        if (!result) return [];
        state = JSON.parse(JSON.stringify(result.state)) as typeof state;
        expect(state).toEqual(result.state);
        return [result];
      });
      expect(resumed).toEqual(runOf(all, ticks));
    });
    fc.assert(property, { seed: 32, numRuns: 300 });
  });
});

function repeated(count: number, name: string, canary: Sample, baseline?: Sample): Tick[] {
  const other = baseline ? { [name]: baseline } : {};
  return Array.from({ length: count }, (_, index) => tickAt(index, { [name]: canary }, other));
}

function blocks(policy: ModelPolicy, name: string, ticks: readonly Tick[]): number | undefined {
  return spendingOf(guardrailOf(runOf(policy, ticks).at(-1)?.state, name))?.steps;
}

describe('a block', () => {
  const limit = { bound: 0.9 };

  test('of a limit alone needs no baseline', () => {
    const { tolerance: _, ...limited } = { ...errors, limit };
    const policy = policyWith({ guardrails: [limited] });
    expect(blocks(policy, 'errors', repeated(2, 'errors', { count: 5, hits: 0 }))).toBe(1);
  });

  test('of a comparison with a limit waits for the baseline, but not for ever', () => {
    const policy = policyWith({ guardrails: [{ ...errors, limit }] });
    expect(blocks(policy, 'errors', repeated(9, 'errors', { count: 11, hits: 0 }))).toBe(0);
    expect(blocks(policy, 'errors', repeated(10, 'errors', { count: 11, hits: 0 }))).toBe(1);
  });

  test('of rates is a tick with exposure in both arms, unless another guardrail counts', () => {
    const rates = repeated(4, 'crashes', { hits: 0, exposure: 0.5 }, { hits: 0, exposure: 2 });
    expect(blocks(policyWith({ guardrails: [crashes, errors] }), 'crashes', rates)).toBe(4);
    const few = rates.map(({ versions, ...rest }) => ({
      ...rest,
      versions: {
        v12: { ...versions['v12'], errors: { count: 1, hits: 0 } },
        v13: { ...versions['v13'], errors: { count: 1, hits: 0 } },
      },
    }));
    expect(blocks(policyWith({ guardrails: [crashes, errors] }), 'crashes', few)).toBe(0);
  });

  test('of rates does not wait for what can never be judged, or is not observed in both arms', () => {
    const { tolerance: __, ...literal } = {
      ...errors,
      limit: { bound: 0.5, sustained: { for: 600_000 } },
    };
    const rates = repeated(4, 'crashes', { hits: 0, exposure: 0.5 }, { hits: 0, exposure: 2 });
    const one = rates.map(({ versions, ...rest }) => ({
      ...rest,
      versions: { ...versions, v13: { ...versions['v13'], errors: { count: 1, hits: 0 } } },
    }));
    expect(blocks(policyWith({ guardrails: [crashes, literal] }), 'crashes', one)).toBe(4);
    expect(blocks(policyWith({ guardrails: [crashes, errors] }), 'crashes', one)).toBe(4);
  });

  test('of a histogram may lack an arm', () => {
    const policy = policyWith({ guardrails: [latency, errors] });
    const counts = [5, 5, 0, 0, 0, 0, 0];
    const both = repeated(3, 'latency', { edges, counts }, { edges, counts });
    const one = repeated(3, 'latency', { edges, counts }).map((tick, index) =>
      tickAt(
        3 + index,
        { ...tick.versions['v13'], errors: { count: 20, hits: 0 } },
        { errors: { count: 20, hits: 0 } },
      ),
    );
    const [before] = runOf(policy, both).slice(-1);
    const after = runOf(policy, [...both, ...one]).at(-1);
    for (const result of [before, after]) {
      const [own = -Infinity] = result ? ownEvidences(policy, result.state) : [];
      expect(own).toBeGreaterThan(-Infinity);
    }
  });
});

describe('a sustained limit', () => {
  const { tolerance: _, ...limited } = {
    ...errors,
    limit: { bound: 0.1, sustained: { for: 30_000, clear: 0.05, minCount: 20 } },
  };
  const policy = policyWith({ guardrails: [limited] });
  const at = (...shares: number[]): Tick[] =>
    shares.map((hits, index) => tickAt(index, { errors: { count: 100, hits } }, {}));

  test('trips by itself after its time, with its own reason and no claim of evidence', () => {
    const [decision] = decisionsOf(runOf(policy, at(20, 20, 20, 20)));
    expect(decision).toEqual({
      action: 'rollback',
      cause: 'limit',
      weight: 0,
      time: 30_000,
      tick: 3,
      attempt: 1,
      guardrail: 'errors',
      reason:
        'errors of v13 is beyond the limit 0.1 for 30s, last 0.2; this rule has no stated risk',
    });
  });

  test.each([
    ['does not as long as it is within', at(10, 10, 10, 10, 10), undefined],
    ['begins anew once it is clear', at(20, 20, 5, 20, 20), undefined],
    ['goes on between the limit and its clear', at(20, 7, 7), 3],
    [
      'does not go by ticks that are too small',
      repeated(4, 'errors', { count: 19, hits: 19 }),
      undefined,
    ],
    ['goes by those that are just large enough', repeated(4, 'errors', { count: 20, hits: 19 }), 3],
  ])('%s', (_, ticks, tick) => {
    expect(decisionsOf(runOf(policy, ticks))[0]?.tick).toBe(tick);
  });

  test('starts from rest in the next attempt', () => {
    const again = policyWith({
      guardrails: [limited],
      hysteresis: { attempts: 2, cooldown: { first: 10_000, factor: 1 } },
    });
    const decisions = decisionsOf(runOf(again, at(20, 20, 20, 20, 20, 20, 20)));
    expect(decisions.map(({ action, tick }) => [action, tick])).toEqual([
      ['rollback', 3],
      ['retry', 4],
      ['rollback', 7],
    ]);
  });

  test('on a quantile goes by the edge of its bin', () => {
    const slow = policyWith({ guardrails: [latency] });
    const counts = (bin: number): number[] => edges.concat(0).map((_, at) => (at === bin ? 5 : 0));
    const tripped = (bin: number): string[] =>
      decisionsOf(runOf(slow, repeated(3, 'latency', { edges, counts: counts(bin) })))
        .filter(({ action }) => action === 'rollback')
        .map(({ reason }) => reason);
    expect(tripped(2)).toEqual([]);
    expect(tripped(3)).toEqual([
      'latency (p50) of v13 is beyond the limit 115 for 30s, last 121; this rule has no stated risk',
    ]);
    expect(tripped(6)[0]).toContain('last beyond the last edge;');
  });
});

test('a sample of another type than the policy says is refused', () => {
  const tick = tickAt(0, { errors: { hits: 1, exposure: 2 } }, {});
  expect(() => runOf(policyWith(), [tick])).toThrow(
    expect.objectContaining({
      code: 'sample-foreign',
      message: 'errors of v13 is the sample of a rate, and the policy says proportion',
    }),
  );
});
