import { describe, expect, test, vi } from 'vitest';

import { Evaluations, type Trial } from '../../../src/screen/tuning/evaluations.ts';
import { withSetting } from '../../../src/tuning/open-tuned.ts';
import { FakeEvaluator } from '../fake-evaluator.ts';
import { fakeSetup } from '../fake-setup.ts';

const cases = [
  { name: 'a', source: { kind: 'scenario', scenario: 'healthy' }, options: {} },
  { name: 'b', source: { kind: 'scenario', scenario: 'failing' }, options: {} },
] as const;

function trial(risk: string, seed = 1): Trial {
  return {
    policy: withSetting(fakeSetup.policy, 'risk.falseRollback', risk),
    cases,
    runs: 20,
    seed,
  };
}
const [one, two, five, ten] = ['1%', '2%', '5%', '10%'].map((risk) => trial(risk)) as [
  Trial,
  Trial,
  Trial,
  Trial,
];

function made(stuck = false): { evaluator: FakeEvaluator; evaluations: Evaluations } {
  const evaluator = new FakeEvaluator();
  evaluator.stuck = stuck;
  return { evaluator, evaluations: new Evaluations(evaluator) };
}

const want = (evaluations: Evaluations, ...trials: Trial[]): void =>
  evaluations.want(trials.map((trial) => ({ trial: () => trial, known: () => trial })));
const risks = ({ asked }: FakeEvaluator): number[] =>
  asked.map(({ policy }) => policy.risk.falseRollback);

describe('Evaluations', () => {
  test('makes the trials one after the other, the most wanted first', async () => {
    const { evaluator, evaluations } = made();
    want(evaluations, two, one, five);
    await vi.waitFor(() => expect(evaluations.outcome(five)?.kind).toBe('whole'));
    expect(risks(evaluator)).toEqual([0.02, 0.01, 0.05]);
    expect(evaluations.get().running).toBeUndefined();
  });

  test('tells what there is so far', async () => {
    const { evaluations } = made(true);
    want(evaluations, one);
    expect(evaluations.outcome(one)).toEqual({ kind: 'part' });
    await vi.waitFor(() => {
      expect(evaluations.outcome(one)).toMatchObject({ evaluation: { done: 10, total: 40 } });
    });
  });

  test('stops at once what is not wanted any more, and forgets its part', async () => {
    const { evaluator, evaluations } = made(true);
    want(evaluations, one, two);
    want(evaluations, two);
    expect(evaluator.aborted).toBe(1);
    expect(evaluations.outcome(one)).toBeUndefined();
    expect(risks(evaluator)).toEqual([0.01, 0.02]);
    want(evaluations);
    expect(evaluator.aborted).toBe(2);
    expect(evaluations.get()).toMatchObject({ outcomes: new Map() });
    // What was stopped does not come back later.
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(evaluations.get().outcomes.size).toBe(0);
  });

  test('what is wanted most does not wait for another', () => {
    const { evaluator, evaluations } = made(true);
    want(evaluations, one, two);
    want(evaluations, five, one, two);
    expect(risks(evaluator)).toEqual([0.01, 0.05]);
    expect(evaluator.aborted).toBe(1);
  });

  test('goes on with a trial that is still wanted, if the first is known', async () => {
    const { evaluator, evaluations } = made();
    want(evaluations, one);
    await vi.waitFor(() => expect(evaluations.outcome(one)?.kind).toBe('whole'));
    evaluator.stuck = true;
    want(evaluations, one, two, five);
    want(evaluations, one, five, two);
    expect(evaluator.aborted).toBe(0);
    expect(risks(evaluator)).toEqual([0.01, 0.02]);
  });

  test('makes the same trial only once', async () => {
    const { evaluator, evaluations } = made();
    want(evaluations, one, two);
    await vi.waitFor(() => expect(evaluations.outcome(two)?.kind).toBe('whole'));
    const known = evaluations.outcome(one);
    want(evaluations, trial('1%'), two);
    expect(evaluations.outcome(trial('1%'))).toBe(known);
    expect(evaluator.asked).toHaveLength(2);
  });

  test.each<[string, Partial<Trial>]>([
    ['seeds', { seed: 2 }],
    ['runs', { runs: 21 }],
    ['cases', { cases: [cases[0]] }],
  ])('other %s are another trial', async (_name, change) => {
    const { evaluator, evaluations } = made();
    want(evaluations, one, { ...one, ...change });
    await vi.waitFor(() => expect(evaluator.asked).toHaveLength(2));
  });

  test('remembers why a trial cannot be made, and goes on with the next', async () => {
    const { evaluator, evaluations } = made();
    const other = new FakeEvaluator();
    evaluator.evaluate = async (request, options) => {
      if (request.policy.risk.falseRollback === 0.01) throw new Error('no traffic of it');
      return other.evaluate(request, options);
    };
    want(evaluations, one, two);
    await vi.waitFor(() => expect(evaluations.outcome(two)?.kind).toBe('whole'));
    expect(evaluations.outcome(one)).toEqual({ kind: 'failed', reason: 'no traffic of it' });
  });

  test('works out what comes later only when its turn has come, and not in the turn of a key', async () => {
    const { evaluator, evaluations } = made(true);
    let known: Trial | undefined;
    const trial = vi.fn<() => Trial>(() => (known = ten));
    const later = { trial, known: (): Trial | undefined => known };
    evaluations.want([{ trial: () => one, known: () => one }, later]);
    expect(trial).not.toHaveBeenCalled();
    evaluations.want([later]);
    evaluations.want([later]);
    expect(evaluator.aborted).toBe(1);
    expect(evaluator.asked).toHaveLength(1);
    await vi.waitFor(() => expect(risks(evaluator)).toEqual([0.01, 0.1]));
    expect(trial).toHaveBeenCalledTimes(1);
  });

  test('does not work out what is not wanted any more', async () => {
    const { evaluations } = made();
    const trial = vi.fn<() => Trial>(() => ten);
    evaluations.want([{ trial, known: () => undefined }]);
    want(evaluations, one);
    await vi.waitFor(() => expect(evaluations.outcome(one)?.kind).toBe('whole'));
    expect(trial).not.toHaveBeenCalled();
  });
});
