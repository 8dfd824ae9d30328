import { describe, expect, test, vi } from 'vitest';

import { Session } from '../../../src/screen/session/session.ts';
import { pressInTune } from '../../../src/screen/tuning/commands.ts';
import { Tuning } from '../../../src/screen/tuning/tuning.ts';
import { FakeEvaluator } from '../fake-evaluator.ts';
import { fakeScenarios, fakeSetup } from '../fake-setup.ts';

/** An evaluator that comes to no end after so many evaluations. */
class Stopping extends FakeEvaluator {
  left = Infinity;

  override async evaluate(
    ...args: Parameters<FakeEvaluator['evaluate']>
  ): ReturnType<FakeEvaluator['evaluate']> {
    this.left -= 1;
    this.stuck = this.left < 0;
    return super.evaluate(...args);
  }
}

function opened(): { tuning: Tuning; session: Session; evaluator: Stopping } {
  const session = new Session(fakeSetup);
  const evaluator = new Stopping();
  return { tuning: new Tuning(session, evaluator, fakeScenarios), session, evaluator };
}

const nothing = { quit: () => {}, toLive: () => {} };
const limitOf = (tuning: Tuning): number => {
  const { mode } = tuning.get();
  return mode.kind === 'limiting' || mode.kind === 'searching' ? mode.limit : NaN;
};

describe('the limit of a search', () => {
  test('is what the policy risks, unless another is chosen', async () => {
    const { tuning, evaluator } = opened();
    pressInTune(tuning, 'o', 'best', nothing);
    expect(limitOf(tuning)).toBe(0.01);
    expect(evaluator.asked).toEqual([]);
    pressInTune(tuning, 'right', 'limit', nothing);
    expect(limitOf(tuning)).toBe(0.02);
    evaluator.left = 0;
    pressInTune(tuning, 'enter', 'search', nothing);
    expect(tuning.get().mode).toMatchObject({ kind: 'searching', limit: 0.02, share: 0 });
    tuning.searching.stop();
  });

  test('goes from 0.1 % to 10 %, with the risk of the policy among them', () => {
    const { tuning, session } = opened();
    session.change({
      ...fakeSetup.policy,
      text: 'other',
      policy: {
        ...fakeSetup.policy.policy,
        risk: { ...fakeSetup.policy.policy.risk, falseRollback: 0.03 },
      },
    });
    tuning.searching.ask();
    const seen: number[] = [];
    for (let times = 0; times < 9; times += 1) tuning.searching.turnLimit(-1);
    for (let times = 0; times < 9; times += 1) {
      seen.push(limitOf(tuning));
      tuning.searching.turnLimit(1);
    }
    expect([...new Set(seen)]).toEqual([0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1]);
    expect(tuning.searching.limitBeside(1)).toBeUndefined();
  });

  test('decides what is found', async () => {
    const risks = [];
    for (const limit of [0.002, 0.02]) {
      const { tuning } = opened();
      await tuning.searching.start(limit);
      risks.push(tuning.policy.policy.risk.falseRollback);
    }
    expect(risks).toEqual([0.002, 0.02]);
  });
});

describe('a search', () => {
  test('finds better settings, which can be undone', async () => {
    const { tuning, session } = opened();
    await tuning.searching.start(0.01);
    expect(tuning.get()).toMatchObject({ mode: { kind: 'knobs' }, message: { wrong: false } });
    expect(tuning.get().message?.text).toMatch(/^found .*minBadTicks: 3 -> 1/);
    expect(session.unsaved).toBe(true);
    session.undo();
    expect(session.unsaved).toBe(false);
  });

  test('that finds nothing within the limit says what comes nearest, and changes nothing', async () => {
    const session = new Session(fakeSetup);
    const evaluator = new FakeEvaluator();
    const evaluate = evaluator.evaluate.bind(evaluator);
    evaluator.evaluate = async (...args) => {
      const evaluation = await evaluate(...args);
      const falseRollbacks = { value: 0.03, low: 0.015, high: 0.05 };
      return { ...evaluation, figures: { ...evaluation.figures, falseRollbacks } };
    };
    const tuning = new Tuning(session, evaluator, fakeScenarios);
    await tuning.searching.start(0.01);
    expect(tuning.get().message).toEqual({
      text:
        'no settings were found that keep false rollbacks within 1 %. The nearest, these: ' +
        '30.0 of 1,000 healthy versions were rolled back: 20.0 more than the limit of 10.0',
      wrong: true,
    });
    expect(session.unsaved).toBe(false);
  });

  test('that is stopped before it found anything changes nothing, and says so', async () => {
    const { tuning, session, evaluator } = opened();
    evaluator.left = 0;
    const over = tuning.searching.start(0.01);
    await vi.waitFor(() => expect(evaluator.asked).toHaveLength(1));
    tuning.searching.stop();
    expect(evaluator.aborted).toBe(1);
    expect(tuning.get().mode.kind).toBe('knobs');
    await over;
    expect(tuning.get().message?.text).toBe('stopped: nothing better was found so far');
    expect(session.unsaved).toBe(false);
  });

  /** Stopped when it has found something. */
  async function stopped(): Promise<{ tuning: Tuning; session: Session; over: Promise<void> }> {
    const { tuning, session, evaluator } = opened();
    evaluator.left = 12;
    const over = tuning.searching.start(0.01);
    await vi.waitFor(() => expect(evaluator.asked).toHaveLength(13));
    tuning.searching.stop();
    return { tuning, session, over };
  }

  test('that is stopped offers what it has found, which can be taken', async () => {
    const { tuning, session, over } = await stopped();
    await over;
    const { mode } = tuning.get();
    expect(mode.kind === 'offered' && mode.text).toMatch(
      /^stopped\. The best so far, from only 25 rollouts of each case: .*minBadTicks: 3 -> 1.*median delay .*Take it\?$/,
    );
    expect(session.unsaved).toBe(false);
    pressInTune(tuning, 'enter', 'takeOffer', nothing);
    expect(tuning.get().mode.kind).toBe('knobs');
    expect(tuning.policy.policy.hysteresis.minBadTicks).toBe(1);
    session.undo();
    expect(session.unsaved).toBe(false);
  });

  test('that is stopped offers what need not be taken', async () => {
    const { tuning, session, over } = await stopped();
    await over;
    pressInTune(tuning, 'esc', 'back', nothing);
    expect(tuning.get().mode.kind).toBe('knobs');
    expect(session.unsaved).toBe(false);
  });

  test('that was stopped does not interrupt what is done since', async () => {
    const { tuning, over } = await stopped();
    tuning.show({ mode: { kind: 'difference' } });
    await over;
    expect(tuning.get().mode.kind).toBe('difference');
  });
});
