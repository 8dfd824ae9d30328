import { describe, expect, test } from 'vitest';

import { poissonIncrements } from '../../src/evidence/poisson-grid.ts';
import { projectionIncrements } from '../../src/evidence/projection.ts';
import {
  proportion,
  type ProportionOptions,
  type ProportionState,
} from '../../src/evidence/proportion.ts';
import type { BadCount } from '../../src/ticks/bad.ts';
import type { Pair } from '../../src/ticks/tick.ts';

function block(nc: number, xc: number, nb: number, xb: number): Pair<BadCount> {
  return { canary: { count: nc, bad: xc }, baseline: { count: nb, bad: xb } };
}

const harm = { relative: 0.5, absolute: 0.05 };

function options(relative: number, absolute: number, expected?: number): ProportionOptions {
  const tolerance = { relative, absolute };
  return { tolerance, harm, ...(expected !== undefined && { expected }) };
}

describe('which statistic serves', () => {
  test.each<[string, ProportionOptions, ProportionState['kind']]>([
    ['nothing is known', options(0.1, 0), 'undecided'],
    ['few are expected to be bad', options(0.1, 0, 0.01), 'rare'],
    ['none is expected to be bad', options(0, 0, 0), 'rare'],
    ['5 % are expected to be bad', options(0, 0, 0.05), 'rare'],
    ['5 % as the rest of 95 %', options(0, 0, 1 - 0.95), 'rare'],
    ['more than 5 % are expected to be bad', options(0, 0, 0.051), 'common'],
    ['all are expected to be bad', options(0, 0, 1), 'common'],
    ['the tolerance is absolute', options(0, 0.01), 'common'],
    ['the tolerance is absolute and few are bad', options(0.1, 0.01, 0.001), 'common'],
  ])('before the first block, if %s', (_, given, kind) => {
    expect(proportion.initial(given).kind).toBe(kind);
  });

  test.each([
    ['5 of 100', 'rare', [block(10, 3, 100, 5)]],
    ['6 of 100', 'common', [block(10, 0, 100, 6)]],
    ['2 of 50', 'rare', [block(10, 3, 50, 2)]],
    ['3 of 50', 'common', [block(10, 0, 50, 3)]],
    ['1 of 49', 'undecided', [block(10, 0, 49, 1)]],
    ['5 of 100, in two blocks', 'rare', [block(10, 0, 40, 4), block(10, 9, 60, 1)]],
    ['6 of 100, in two blocks', 'common', [block(10, 0, 40, 5), block(10, 0, 60, 1)]],
    ['no outcome', 'undecided', [block(10, 9, 0, 0)]],
  ])('after the baseline had %s: %s', (_, kind, blocks) => {
    const given = options(0.1, 0);
    let state = proportion.initial(given);
    for (const each of blocks) ({ state } = proportion.step(given, state, each));
    expect(state.kind).toBe(kind);
  });

  test('is kept, whatever comes', () => {
    const given = options(0, 0);
    const rare = proportion.step(given, { kind: 'rare' }, block(10, 9, 1000, 900));
    expect(rare.state.kind).toBe('rare');
    const past = { count: 100, bad: 20 };
    const common = proportion.step(given, { kind: 'common', past }, block(10, 0, 1e6, 0));
    expect(common.state.kind).toBe('common');
  });
});

describe('what a block says', () => {
  const outcomes = block(20, 7, 180, 30);

  test('is the Poisson grid, while it is undecided and where bad outcomes are rare', () => {
    const expected = poissonIncrements(1.1, outcomes);
    const given = options(0.1, 0);
    expect(proportion.step(given, { kind: 'rare' }, outcomes).increments).toEqual(expected);
    const undecided = proportion.step(given, proportion.initial(given), outcomes);
    expect(undecided.increments).toEqual(expected);
    expect(undecided.state.kind).toBe('common');
  });

  test('is the projection where they are common, from what the baseline was in the past', () => {
    const given = options(0.1, 0.02);
    const state: ProportionState = { kind: 'common', past: { count: 99, bad: 24.5 } };
    const step = proportion.step(given, state, outcomes);
    const boundary = { ratio: 1.1, absolute: 0.02 };
    expect(step.increments).toEqual(projectionIncrements(boundary, 0.25, outcomes));
    expect(step.state).toEqual({ kind: 'common', past: { count: 279, bad: 54.5 } });
  });

  test('begins at the expected rate, which 50 outcomes outweigh', () => {
    const given = options(0, 0.02, 0.2);
    expect(proportion.initial(given)).toEqual({ kind: 'common', past: { count: 50, bad: 10 } });
  });

  test('is nothing with an absolute tolerance, until the baseline has had an outcome', () => {
    const given = options(0, 0.02);
    const first = proportion.step(given, proportion.initial(given), block(10, 10, 0, 0));
    expect(first.increments).toBeUndefined();
    const second = proportion.step(given, first.state, block(10, 10, 10, 0));
    expect(second.increments).toBeUndefined();
    expect(proportion.step(given, second.state, block(10, 10, 10, 0)).increments).toBeDefined();
  });
});

test('the alternatives of both statistics are weighed by one prior, which sums to 1', () => {
  const states: ProportionState[] = [
    { kind: 'undecided', past: { count: 0, bad: 0 } },
    { kind: 'rare' },
    { kind: 'common', past: { count: 100, bad: 20 } },
  ];
  for (const state of states) {
    const prior = proportion.prior(options(0, 0), state);
    const { increments } = proportion.step(options(0, 0), state, block(20, 7, 180, 30));
    expect(increments).toHaveLength(prior.length);
    expect(prior).toBe(proportion.prior(options(0, 0), { kind: 'rare' }));
    expect(prior.reduce((left, right) => left + right)).toBeCloseTo(1, 15);
  }
});
