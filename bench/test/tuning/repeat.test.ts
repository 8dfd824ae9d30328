import { figuresOf, type Evaluation, type RolloutResult } from '@lastgood/simulator';
import { expect, test } from 'vitest';

import { heldBy } from '../../tuning/repeat.ts';

/** Of so many healthy and so many faulty rollouts: how many were rolled back, the faulty after so many minutes. */
function evaluationOf(
  healthy: readonly [hits: number, count: number],
  minutes: readonly number[],
): Evaluation {
  const common = {
    seed: 1,
    rollbacks: [],
    promoted: null,
    canaryRequests: 100,
    transitions: 0,
    days: 1,
  };
  const good = Array.from({ length: healthy[1] }, (_, place): RolloutResult => ({
    ...common,
    fault: null,
    delay: null,
    falseRollback: place < healthy[0],
    excessBad: 0,
    faultyRequests: 0,
  }));
  const bad = minutes.map((minute, place): RolloutResult => ({
    ...common,
    fault: 0,
    delay: minute === Infinity ? null : { time: minute * 60_000, requests: minute },
    falseRollback: false,
    excessBad: 10 + (place % 3),
    faultyRequests: 100,
  }));
  const cases = [good, bad].map((results, place) => ({
    name: String(place),
    results,
    figures: figuresOf(results),
  }));
  const figures = figuresOf([...good, ...bad]);
  return { done: 1, total: 1, figures, cases };
}

const minutes = Array.from({ length: 20 }, (_, place) => place + 1);

test('what comes again as it was is inside everywhere', () => {
  const evaluation = evaluationOf([2, 100], minutes);
  const held = heldBy(evaluation, evaluation);
  expect(held.map(({ figure }) => figure)).toEqual([
    'false rollbacks',
    'delay, median',
    'delay, 90 %',
    'bad requests',
  ]);
  for (const { value, fresh, inside } of held) expect([fresh, inside]).toEqual([value, true]);
});

test('what is far off is outside, and a delay without an end counts as one', () => {
  const never = minutes.map((minute) => (minute > 8 ? Infinity : minute));
  const later = heldBy(evaluationOf([2, 100], minutes), evaluationOf([20, 100], never));
  expect(later.map(({ inside }) => inside)).toEqual([false, false, true, true]);
  expect(later[1]?.fresh).toBe(Infinity);
  // The interval of the 90 % quantile of twenty goes on without an end.
  expect(later[2]).toMatchObject({ high: Infinity, fresh: Infinity });
});
