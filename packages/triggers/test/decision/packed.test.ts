import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { answersOf } from '../../src/decision/answers.ts';
import { initialDecision } from '../../src/decision/initial.ts';
import { packed, unpacked } from '../../src/decision/packed.ts';
import type { Guardrail } from '../../src/policy/model.ts';
import { noHistogram } from '../../src/ticks/samples/histogram.ts';
import { logarithmicEdges } from '../../src/ticks/samples/edges.ts';
import { countOf } from '../../src/ticks/samples/categories.ts';
import type { Sample } from '../../src/ticks/samples/sample.ts';
import type { Tick } from '../../src/ticks/tick.ts';
import { errors, policyWith } from '../support/policies.ts';
import { normals } from '../support/random.ts';
import { runOf } from '../support/run.ts';
import { categoriesSample, histogramSample, proportionSample } from '../support/samples.ts';
import { versions } from '../support/ticks.ts';

const edges = [100, 110, 115, 121, 200, 1000];
const latency: Guardrail = {
  name: 'latency',
  type: 'histogram',
  worse: 'higher',
  edges,
  tolerance: { relative: 0 },
};
const inputs: Guardrail = { name: 'inputs', type: 'categories', tolerance: { shift: 0.05 } };

describe('samples of a state', () => {
  test('come out as they went in', () => {
    const histogram = fc.oneof(histogramSample, fc.constant(noHistogram));
    fc.assert(
      fc.property(histogram, histogram, proportionSample, (canary, baseline, proportion) => {
        const both = { canary, baseline };
        expect(unpacked(latency, packed(latency, both))).toEqual(both);
        const other = { ...latency, edges: [1, 2] };
        expect(unpacked(other, packed(other, both))).toEqual(both);
        const plain = { canary: proportion, baseline: proportion };
        expect(unpacked(errors, packed(errors, plain))).toBe(plain);
      }),
      { seed: 51, numRuns: 300 },
    );
  });

  test('of categories have every label in both arms', () => {
    fc.assert(
      fc.property(categoriesSample, categoriesSample, (canary, baseline) => {
        const out = unpacked(
          inputs,
          JSON.parse(JSON.stringify(packed(inputs, { canary, baseline }))),
        );
        for (const [arm, sample] of [
          ['canary', canary],
          ['baseline', baseline],
        ] as const) {
          const found = out[arm];
          if (!('counts' in found) || 'edges' in found) throw new Error('these are categories');
          for (const label of [...Object.keys(canary.counts), ...Object.keys(baseline.counts)]) {
            expect(countOf(found, label)).toBe(countOf(sample, label));
          }
        }
      }),
      { seed: 52, numRuns: 300 },
    );
  });

  test('keep edges only where they are not those of the policy, and once', () => {
    const canary = { edges, counts: [1, 0, 0, 0, 0, 0, 0] };
    expect(packed(latency, { canary, baseline: canary })).toMatchObject({ edges: null });
    const other = { ...latency, edges: [1, 2] };
    expect(packed(other, { canary, baseline: noHistogram })).toEqual({
      edges,
      canary: canary.counts,
      baseline: [],
    });
  });

  test('cannot have different edges', () => {
    const canary = { edges: [1, 2], counts: [1, 2, 3] };
    const baseline = { edges: [1, 3], counts: [1, 2, 3] };
    expect(() => packed(latency, { canary, baseline })).toThrow(
      expect.objectContaining({ code: 'edges-differ' }),
    );
  });
});

test('outcomes on other edges than before are refused with their tick, and nothing is changed', () => {
  const policy = policyWith({ guardrails: [latency] });
  const counts = [900, 50, ...Array<number>(edges.length - 1).fill(10)];
  const usual = { edges, counts };
  const tick = (index: number, ofCanary: Sample, baseline: boolean): Tick => ({
    from: index * 10_000,
    to: (index + 1) * 10_000,
    versions: {
      v13: { latency: ofCanary },
      ...(baseline && { v12: { latency: usual } }),
    },
  });
  const before = runOf(
    policy,
    [0, 1, 2].map((index) => tick(index, usual, true)),
  ).at(-1)?.state;
  const other = tick(3, { edges: [1, 2], counts: [10, 20, 10] }, false);
  expect(() => runOf(policy, [other], before)).toThrow(
    expect.objectContaining({ code: 'edges-differ' }),
  );
  const [next] = runOf(policy, [tick(3, usual, false)], before);
  expect(answersOf(policy, versions, next?.state ?? initialDecision(policy), 40_000)).toHaveLength(
    1,
  );
});

describe('the state of a guardrail is below 2 kB', () => {
  test.each<[string, Guardrail, (index: number) => object]>([
    [
      'a histogram with 120 bins of latencies, after four million values',
      {
        ...latency,
        edges: logarithmicEdges(1, 1e5, [500]),
        limits: [{ quantile: 0.99, bound: 500 }],
      },
      (index) => {
        const normal = normals(index + 1);
        const bins = logarithmicEdges(1, 1e5, [500]);
        const counts = [0, ...bins.map(() => 0)];
        for (let value = 0; value < 400; value += 1) {
          const latency = 100 * Math.exp(0.5 * normal());
          const bin = bins.findIndex((edge) => latency <= edge);
          counts[bin] = (counts[bin] ?? 0) + 100;
        }
        return { edges: bins, counts };
      },
    ],
    [
      'fifty labels',
      inputs,
      () => ({
        counts: Object.fromEntries(
          Array.from({ length: 50 }, (_, k) => [`label ${k}`, 12_345 + k]),
        ),
      }),
    ],
    ['a proportion', errors, () => ({ count: 1000, hits: 10 })],
  ])('%s', (_, guardrail, sample) => {
    const policy = policyWith({ guardrails: [guardrail] });
    const run = runOf(
      policy,
      Array.from({ length: 100 }, (__, index) => {
        const samples = { [guardrail.name]: sample(index) };
        const versions = { v12: samples, v13: samples } as never;
        return { from: index * 10_000, to: (index + 1) * 10_000, versions };
      }),
    );
    const state = run.at(-1)?.state;
    if (state?.phase !== 'trial') throw new Error('the trial is over');
    expect(JSON.stringify(state.trial).length).toBeLessThan(2000);
  });
});
