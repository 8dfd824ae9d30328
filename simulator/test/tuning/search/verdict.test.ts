import { describe, expect, it, test } from 'vitest';

import { figuresOf } from '../../../src/rollouts/figures-of.ts';
import type { RolloutResult } from '../../../src/rollouts/rollout-result.ts';
import { openTuned } from '../../../src/tuning/open-tuned.ts';
import { promisedRisk } from '../../../src/tuning/search/promise.ts';
import { simplestFirst } from '../../../src/tuning/search/simplest.ts';
import type { Tried } from '../../../src/tuning/search/tried.ts';
import { rolloutsToShow, verdictOf } from '../../../src/tuning/search/verdict.ts';
import { resultWith } from '../../rollouts/result-with.ts';

const tuned = openTuned(
  'policy.yaml',
  'models: { m: { flag: f, guardrails: { errors: { type: proportion, worse: higher } } } }',
);

function tried(
  cases: Readonly<Record<string, readonly RolloutResult[]>>,
  rest: Partial<Tried> = {},
): Tried {
  const all = Object.entries(cases).map(([name, results]) => ({
    name,
    results,
    figures: figuresOf(results),
  }));
  const results = all.flatMap((one) => one.results);
  const evaluation = { done: 1, total: 1, figures: figuresOf(results), cases: all };
  return { tuned, changes: [], runs: 1, seed: 1, evaluation, ...rest };
}

function healthy(hits: number, count: number): RolloutResult[] {
  return Array.from({ length: count }, (_, place) => resultWith({ falseRollback: place < hits }));
}

describe('within a limit of 1 %', () => {
  test.each([
    // Clopper and Pearson: 0 of 367 is up to 1.0001 %, of 368 up to .9974 %.
    [0, 367, undefined, 'it has no promised risk'],
    [0, 368, undefined, 'measurement'],
    [0, 368, 0.2, 'measurement'],
    [0, 20, 0.01, 'promise'],
    [0, 20, 0.011, 'it promises no less than 1.1 %'],
    [2, 200, 0.01, 'promise'],
    [3, 200, 0.01, 'it promises 1 %, and of 200 healthy rollouts 1.50 % were rolled back'],
    // 7 of 200 is no less than 1.42 %.
    [
      7,
      200,
      0.01,
      '3.50 % of all healthy rollouts were rolled back, and no less than 1.42 % is possible',
    ],
    [5, 2000, 0.5, 'measurement'],
  ])('%i of %i rolled back, %f promised: %s', (hits, count, promised, expected) => {
    const one = tried({ a: healthy(hits, count) }, promised === undefined ? {} : { promised });
    const verdict = verdictOf(one, 0.01);
    expect(verdict.within ? verdict.by : verdict.reason).toContain(expected);
  });

  it('is nothing that one kind of traffic shows to be above', () => {
    const one = tried({ calm: healthy(0, 1000), bursts: healthy(4, 50) }, { promised: 0.01 });
    expect(one.evaluation.figures.falseRollbacks?.high).toBeLessThan(0.01);
    expect(verdictOf(one, 0.01)).toMatchObject({
      within: false,
      because: 'above',
      reason: '8.00 % of bursts were rolled back, and no less than 2.22 % is possible',
    });
  });

  it('cannot be known without a healthy rollout', () => {
    const one = tried({ bad: [resultWith({ fault: 0 })] }, { promised: 0.001 });
    expect(verdictOf(one, 0.01)).toMatchObject({ within: false, because: 'not-shown' });
  });
});

test.each([
  [0.01, 368],
  [0.02, 183],
  [0.05, 72],
  [0.5, 6],
])(
  '%f takes %i rollouts to be shown: the first number whose interval is within it',
  (limit, count) => {
    expect(rolloutsToShow(limit)).toBe(count);
    const upper = (runs: number): number => figuresOf(healthy(0, runs)).falseRollbacks?.high ?? 1;
    expect(upper(count)).toBeLessThanOrEqual(limit);
    expect(upper(count - 1)).toBeGreaterThan(limit);
  },
);

test.each([
  ['{ type: proportion, worse: higher }', '', 0.01],
  ['{ type: proportion, worse: higher, limit: { max: 2% } }', '', 0.01],
  ['{ type: proportion, worse: higher, limit: { max: 2%, for: 1m } }', '', undefined],
  ['{ type: histogram, worse: higher, limit: { p99: { max: 5, of: [1, 2] } } }', '', undefined],
  ['{ type: mean, worse: lower, range: [0, 1] }', '', 0.01],
  ['{ type: mean, worse: lower, asymptotic: true }', '', undefined],
  ['{ type: categories }', '', 0.01],
  ['{ type: categories }', 'randomise: user,', undefined],
  ['{ type: proportion, worse: higher }', 'randomise: user,', undefined],
  [
    '{ type: proportion, worse: higher }',
    'randomise: user, calibrate: 1d, rollout: { steps: [5%] },',
    0.01,
  ],
])('%s %s promises %s', (guardrail, rest, promised) => {
  const text = `models: { m: { flag: f, ${rest} guardrails: { g: ${guardrail} } } }`;
  expect(promisedRisk(openTuned('policy.yaml', text).policy)).toBe(promised);
});

describe('of what does no more harm than the best', () => {
  const change = { path: 'risk.falseRollback', from: '1%', to: '2%' } as const;
  const faulty = (harms: readonly number[]): Readonly<Record<string, RolloutResult[]>> => ({
    bad: harms.map((excessBad) => resultWith({ fault: 0, excessBad })),
  });
  const best = tried(faulty([10, 20, 30, 40]), { changes: [change, change] });
  // Each a little more: more beyond chance, although the harm varies much more between rollouts.
  const worse = tried(faulty([11, 21.2, 31, 40.9]), { changes: [] });
  const alike = tried(faulty([15, 14, 36, 36]), { changes: [change] });

  it('the one with the fewest changes comes first, and last what does more beyond chance', () => {
    expect(simplestFirst([worse, best, alike])).toEqual([alike, best, worse]);
  });

  it('the one with less harm comes first of two with as many changes', () => {
    const same = { ...alike, changes: best.changes };
    expect(simplestFirst([same, best])).toEqual([best, same]);
  });
});
