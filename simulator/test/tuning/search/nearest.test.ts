import { expect, test } from 'vitest';

import { missInWords, nearestOf } from '../../../src/tuning/search/nearest.ts';
import type { Tried } from '../../../src/tuning/search/tried.ts';
import type { Measured } from '../../../src/rollouts/figures.ts';
import { fakeSetup } from '../../screen/fake-setup.ts';

const limit = 0.01;

function tried(
  runs: number,
  all: Measured | undefined,
  cases: Record<string, Measured> = {},
): Tried {
  const figures = (falseRollbacks?: Measured): Tried['evaluation']['figures'] => ({
    healthy: 200,
    faulty: 200,
    ...(falseRollbacks && { falseRollbacks }),
  });
  const evaluation = {
    done: 1,
    total: 1,
    figures: figures(all),
    cases: Object.entries(cases).map(([name, rate]) => ({
      name,
      results: [],
      figures: figures(rate),
    })),
  };
  return { tuned: fakeSetup.policy, changes: [], runs, seed: 1, evaluation };
}

const words = (...missing: Tried[]): string | undefined => {
  const nearest = nearestOf(missing, limit);
  return nearest && `${nearest.tried.runs}: ${missInWords(nearest)}`;
};

const often = tried(1, { value: 0.03, low: 0.015, high: 0.05 });
const lessOften = tried(2, { value: 0.015, low: 0.004, high: 0.06 });
const unsure = tried(3, { value: 0, low: 0, high: 0.168 });
const lessUnsure = tried(4, { value: 0.005, low: 0, high: 0.0275 });

test('of those that were rolled back more often the nearest is the one with the fewest', () => {
  expect(words(often, lessOften)).toBe(
    '2: 15.0 of 1,000 healthy versions were rolled back: 5.0 more than the limit of 10.0',
  );
});

test('one that was not seen to be above is nearer, and the nearest the one that is known best', () => {
  expect(words(lessOften, unsure, lessUnsure)).toBe(
    '4: without a promise, up to 27.5 of 1,000 healthy versions may be rolled back: 17.5 more than the limit of 10.0',
  );
});

test('a promise counts where it is less than what was measured leaves possible', () => {
  expect(words({ ...unsure, promised: 0.02 }, lessUnsure)).toBe(
    '3: it promises that no more than 20.0 of 1,000 healthy versions are rolled back: 10.0 more than the limit of 10.0',
  );
  expect(words({ ...lessUnsure, promised: 0.05 })).toContain('up to 27.5');
});

test('one kind of traffic alone can be too much', () => {
  const bursts = { value: 0.08, low: 0.022, high: 0.19 };
  const one = tried(
    5,
    { value: 0.004, low: 0.001, high: 0.009 },
    { calm: { ...bursts, low: 0 }, bursts },
  );
  expect(words(one)).toBe(
    '5: 80.0 of 1,000 healthy versions were rolled back with bursts: 70.0 more than the limit of 10.0',
  );
});

test('without a healthy version there is none', () => {
  expect(words(tried(6, undefined))).toBeUndefined();
});
