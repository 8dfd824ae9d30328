import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { GuardrailState } from '../../src/decision/guardrail-state.ts';
import type { Tick } from '../../src/ticks/tick.ts';
import { errors, policyWith } from '../support/policies.ts';
import { runOf } from '../support/run.ts';
import { guardrailOf, spendingOf } from '../support/spending.ts';
import { errorTick, tickOf, type Sample } from '../support/ticks.ts';

const policy = policyWith();

function guardrailsAfter(ticks: readonly Tick[], chosen = policy): Record<string, GuardrailState> {
  const state = runOf(chosen, ticks).at(-1)?.state;
  return Object.fromEntries(
    chosen.guardrails.map(({ name }) => [name, guardrailOf(state, name)] as const),
  );
}

function blocksAfter(ticks: readonly Tick[]): number | undefined {
  return spendingOf(guardrailsAfter(ticks)['errors'])?.steps;
}

describe('a block', () => {
  test.each<[string, number, [Sample, Sample][]]>([
    [
      'is complete with ten outcomes in each arm',
      1,
      [
        [
          [10, 0],
          [10, 0],
        ],
      ],
    ],
    [
      'is not with nine in one',
      0,
      [
        [
          [9, 9],
          [1000, 0],
        ],
      ],
    ],
    [
      'is not with nine in the other',
      0,
      [
        [
          [1000, 0],
          [9, 9],
        ],
      ],
    ],
    [
      'waits for the arm that lags',
      1,
      [
        [
          [1000, 0],
          [9, 0],
        ],
        [
          [0, 0],
          [1, 0],
        ],
      ],
    ],
    [
      'is never split, however large a tick is',
      1,
      [
        [
          [1e6, 0],
          [1e6, 0],
        ],
      ],
    ],
    [
      'begins anew after each',
      2,
      [
        [
          [10, 0],
          [10, 0],
        ],
        [
          [9, 0],
          [9, 0],
        ],
        [
          [1, 0],
          [1, 0],
        ],
      ],
    ],
  ])('%s', (_, blocks, samples) => {
    const ticks = samples.map(([canary, baseline], index) => errorTick(index, canary, baseline));
    expect(blocksAfter(ticks)).toBe(blocks);
  });

  test('ends where the sizes say, whatever the outcomes were', () => {
    const sizes = fc.array(fc.tuple(fc.nat(6), fc.nat(40)), { minLength: 1, maxLength: 40 });
    const shares = fc.array(fc.tuple(fc.nat(100), fc.nat(100)), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(sizes, shares, (sizes, shares) => {
        const ticks = (bad: boolean): Tick[] =>
          sizes.map(([nc, nb], index) => {
            const [canary = 0, baseline = 0] = bad ? (shares[index] ?? []) : [];
            const hits = (count: number, share: number): Sample => [
              count,
              Math.floor((count * share) / 100),
            ];
            return errorTick(index, hits(nc, canary), hits(nb, baseline));
          });
        const quiet = policyWith({ falseRollback: 1e-12, hysteresis: { minBadTicks: 100 } });
        const steps = (list: readonly Tick[]): (number | undefined)[] =>
          runOf(quiet, list).map(({ state }) =>
            state.phase === 'trial' ? spendingOf(guardrailOf(state, 'errors'))?.steps : undefined,
          );
        expect(steps(ticks(true))).toEqual(steps(ticks(false)));
      }),
      { seed: 8, numRuns: 300 },
    );
  });

  test('says the same whether its ticks come one by one or merged', () => {
    const one = fc.tuple(fc.constantFrom(0, 1), fc.nat(19)).map(([bad, baselineBad]) => ({
      canary: [1, bad] as const,
      baseline: [19, baselineBad < 18 ? 0 : 1] as const,
    }));
    fc.assert(
      fc.property(fc.array(one, { minLength: 60, maxLength: 60 }), (ones) => {
        const single = ones.map(({ canary, baseline }, index) =>
          errorTick(index, canary, baseline),
        );
        const merged = Array.from({ length: 6 }, (_, block) => {
          const part = ones.slice(10 * block, 10 * block + 10);
          const sum = (arm: 'canary' | 'baseline'): Sample => [
            part.reduce((total, { [arm]: [count] }) => total + count, 0),
            part.reduce((total, { [arm]: [, bad] }) => total + bad, 0),
          ];
          return errorTick(block, sum('canary'), sum('baseline'));
        });
        const quiet = policyWith({ falseRollback: 1e-12, hysteresis: { minBadTicks: 100 } });
        expect(guardrailsAfter(single, quiet)).toEqual(guardrailsAfter(merged, quiet));
      }),
      { seed: 9, numRuns: 200 },
    );
  });

  test('is one for all guardrails, and complete when one of them says so', () => {
    const both = policyWith({ guardrails: [errors, { ...errors, name: 'accuracy' }] });
    const few = { canary: [1, 0], baseline: [2, 1] } as const;
    const many = { canary: [10, 0], baseline: [10, 0] } as const;
    const after = guardrailsAfter([tickOf(0, { errors: many, accuracy: few })], both);
    expect(spendingOf(after['errors'])?.steps).toBe(1);
    expect(spendingOf(after['accuracy'])?.steps).toBe(1);
    const fewOnly = guardrailsAfter([tickOf(0, { errors: few, accuracy: few })], both);
    expect(fewOnly['accuracy']?.block?.outcomes).toMatchObject({ baseline: { count: 2, hits: 1 } });
    expect(spendingOf(fewOnly['accuracy'])?.steps).toBe(0);
  });
});

test('a tick without the metric, without an arm or without anything changes no evidence', () => {
  const ticks = [
    errorTick(0, [100, 2], [100, 1]),
    tickOf(1, {}),
    tickOf(2, { errors: { baseline: [1e6, 1e5] } }),
    { from: 30_000, to: 40_000, versions: {} },
    tickOf(4, { latency: { canary: [1000, 1000], baseline: [1000, 0] } }),
  ];
  const [first, ...rest] = runOf(policy, ticks).map(({ evidence }) => evidence?.evidence);
  for (const evidence of rest) expect(evidence).toBe(first);
});
