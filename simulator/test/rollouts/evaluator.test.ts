import { afterEach, describe, expect, test } from 'vitest';

import { Threads } from '../../src/pool/threads.ts';
import { ruleFiguresOf } from '../../src/rollouts/comparison-figures.ts';
import { compareRules } from '../../src/rollouts/comparison.ts';
import type { Case, Evaluation, EvaluationRequest } from '../../src/rollouts/evaluation.ts';
import { ThreadedEvaluator } from '../../src/rollouts/evaluator.ts';
import { figuresOf } from '../../src/rollouts/figures-of.ts';
import { rollOut } from '../../src/rollouts/roll-out.ts';
import { seedOfCase } from '../../src/rollouts/seeds.ts';
import type { RolloutAnswer, RolloutTask } from '../../src/rollouts/task.ts';
import { handMade, policyWith } from './hand-made.ts';

const program = new URL('./programs/hand-made.ts', import.meta.url);
const evaluators: ThreadedEvaluator[] = [];

function evaluatorOf(size: number): ThreadedEvaluator {
  const evaluator = new ThreadedEvaluator(new Threads<RolloutTask, RolloutAnswer>(program, size));
  evaluators.push(evaluator);
  return evaluator;
}

afterEach(async () => {
  await Promise.all(evaluators.splice(0).map((evaluator) => evaluator.close()));
});

const caseOf = (scenario: string): Case => ({
  name: scenario,
  source: { kind: 'scenario', scenario },
  options: {},
});
const requestFor = (scenarios: readonly string[], runs: number): EvaluationRequest => ({
  policy: policyWith(),
  cases: scenarios.map(caseOf),
  runs,
  seed: 100,
});
const seeds = (count: number, ofCase = 0): number[] =>
  Array.from({ length: count }, (_, place) => seedOfCase(ofCase, 100 + place));

test.each([1, 4])(
  'with %d threads it is what one rollout after the other comes to',
  async (size) => {
    const { cases, figures, ...rest } = await evaluatorOf(size).evaluate(
      requestFor(['healthy', 'failing'], 60),
    );
    const healthy = seeds(60).map((seed) => rollOut(policyWith(), handMade(), seed));
    const failing = seeds(60, 1).map((seed) =>
      rollOut(policyWith(), handMade({ faultInterval: 30 }), seed),
    );
    expect(cases).toEqual([
      { name: 'healthy', figures: figuresOf(healthy), results: healthy },
      { name: 'failing', figures: figuresOf(failing), results: failing },
    ]);
    expect(figures).toEqual(figuresOf([...healthy, ...failing]));
    expect(rest).toMatchObject({ done: 120, total: 120 });
  },
);

test('rules are compared as on one rollout after the other', async () => {
  const { cases, figures, done } = await evaluatorOf(2).compare(
    requestFor(['healthy', 'failing'], 20),
  );
  const healthy = seeds(20).map((seed) => compareRules(policyWith(), handMade(), seed));
  const failing = seeds(20, 1).map((seed) =>
    compareRules(policyWith(), handMade({ faultInterval: 30 }), seed),
  );
  expect(done).toBe(40);
  expect(cases.map(({ results }) => results)).toEqual([healthy, failing]);
  expect(cases[1]?.figures).toEqual(ruleFiguresOf(failing));
  expect(figures).toEqual(ruleFiguresOf([...healthy, ...failing]));
  expect(figures[0]).toMatchObject({ rule: 'lastgood', healthy: 20, faulty: 20 });
});

test('nothing to do is done', async () => {
  expect(await evaluatorOf(2).evaluate(requestFor(['healthy'], 0))).toMatchObject({
    done: 0,
    total: 0,
    figures: { healthy: 0, faulty: 0 },
  });
});

test('on the way it tells what is known, of all cases alike', async () => {
  const told: Evaluation[] = [];
  const request = requestFor(['long', 'long'], 40);
  const end = await evaluatorOf(2).evaluate(request, { onProgress: (so) => told.push(so) });
  expect(told.length).toBeGreaterThan(1);
  for (const [place, { done, total, cases, figures }] of told.entries()) {
    expect(done).toBeGreaterThan(told[place - 1]?.done ?? 0);
    expect(total).toBe(80);
    expect(figures.healthy).toBe(done);
    const [first = 0, second = 0] = cases.map(({ results }) => results.length);
    expect(first + second).toBe(done);
    expect(Math.abs(first - second)).toBeLessThanOrEqual(2);
    for (const { results } of cases) {
      const known = results.map(({ seed }) => seed);
      const [first = 0] = known;
      expect(known).toEqual(
        known
          .map((seed) => seed - first)
          .toSorted((a, b) => a - b)
          .map((more) => first + more),
      );
    }
  }
  const late = told.at(-1);
  expect(late?.timeLeft).toBeGreaterThanOrEqual(0);
  expect(end.cases.map(({ results }) => results.length)).toEqual([40, 40]);
});

describe('an abort', () => {
  test('ends it at once, without a word more, and leaves the threads to the next', async () => {
    const evaluator = evaluatorOf(2);
    const aborting = new AbortController();
    const reason = new Error('the knob was moved');
    let told = 0;
    const aborted = evaluator.evaluate(requestFor(['long'], 1000), {
      signal: aborting.signal,
      onProgress: () => {
        told += 1;
        aborting.abort(reason);
      },
    });
    await expect(aborted).rejects.toBe(reason);
    const next = await evaluator.evaluate(requestFor(['healthy'], 10));
    expect(next.done).toBe(10);
    expect(told).toBe(1);
  });

  test('that came before begins nothing', async () => {
    const signal = AbortSignal.abort(new Error('too late'));
    const none = evaluatorOf(1).evaluate(requestFor(['fatal'], 1), { signal });
    await expect(none).rejects.toThrow('too late');
  });
});

test('an error of the traffic is the one that it was, and the threads go on', async () => {
  const evaluator = evaluatorOf(2);
  await expect(evaluator.evaluate(requestFor(['healthy', 'missing'], 20))).rejects.toMatchObject({
    name: 'LastgoodError',
    code: 'scenario-unknown',
    message: 'there is no scenario "missing"',
  });
  expect(await evaluator.evaluate(requestFor(['healthy'], 5))).toMatchObject({ done: 5 });
});

test('a thread that dies is told of, and another one takes its place', async () => {
  const evaluator = evaluatorOf(1);
  await expect(evaluator.evaluate(requestFor(['fatal'], 3))).rejects.toMatchObject({
    code: 'thread-ended',
    message: 'a thread of the simulation ended: exit code 7',
  });
  expect(await evaluator.evaluate(requestFor(['healthy'], 5))).toMatchObject({ done: 5 });
});

test('two at the same time share the threads', async () => {
  const evaluator = evaluatorOf(1);
  const both = await Promise.all([
    evaluator.evaluate(requestFor(['healthy'], 30)),
    evaluator.evaluate({ ...requestFor(['failing'], 30), seed: 7 }),
  ]);
  const alone = await evaluatorOf(2).evaluate({ ...requestFor(['failing'], 30), seed: 7 });
  expect(both[1].cases).toEqual(alone.cases);
  expect(both[0].done).toBe(30);
});

test('closed in the middle it fails, and so does what comes after', async () => {
  const evaluator = evaluatorOf(2);
  const cut = evaluator.evaluate(requestFor(['long'], 1000));
  await Promise.all([expect(cut).rejects.toThrow('closed'), evaluator.close()]);
  await expect(evaluator.evaluate(requestFor(['healthy'], 1))).rejects.toThrow('closed');
});
