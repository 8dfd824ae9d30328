import { describe, expect, test } from 'vitest';

import type { Command, Input } from '../../../src/decision/input.ts';
import { initialDecision } from '../../../src/decision/initial.ts';
import type { DecisionState } from '../../../src/decision/state.ts';
import { transition } from '../../../src/decision/transition.ts';
import { policyWith } from '../../support/policies.ts';
import { decisionsOf, runOf } from '../../support/run.ts';
import { errorTick, versions } from '../../support/ticks.ts';

const policy = policyWith({ hysteresis: { attempts: 2 } });
const outage = errorTick(0, [1000, 1000], [1000, 0]);
/** Between hold and trip. */
const doubtful = errorTick(0, [1000, 12], [1000, 1]);

function after(...inputs: readonly Input[]): DecisionState {
  return runOf(policy, inputs).at(-1)?.state ?? initialDecision(policy);
}
const command = (action: Command['action'], time = 10_000): Command => ({
  action,
  time,
  by: 'alice',
});

const states: Record<string, DecisionState> = {
  trial: after(errorTick(0, [20, 0], [20, 0])),
  held: after(errorTick(0, [20, 0], [20, 0]), command('hold')),
  doubtful: after(doubtful),
  watch: after(errorTick(0, [20, 0], [20, 0]), command('promote')),
  cooldown: after(outage),
  quarantined: after(outage, command('rollback')),
  calibration: initialDecision(policyWith({ rest: { randomise: 'user', calibrate: 1000 } })),
};

describe('what a person wants', () => {
  test.each<[string, Command['action'], string, number, string]>([
    [
      'trial',
      'rollback',
      'quarantined',
      0,
      'by alice: v13 is taken out of service, until a person brings it back',
    ],
    ['trial', 'hold', 'trial', 0.05, 'by alice: the weight of v13 is held'],
    ['trial', 'promote', 'watch', 0.99, 'by alice: v13 takes the place of v12'],
    ['held', 'release', 'trial', 0.05, 'by alice: the weight of v13 is released (held by person)'],
    [
      'doubtful',
      'release',
      'trial',
      0.05,
      'by alice: the weight of v13 is released (held by evidence)',
    ],
    [
      'watch',
      'rollback',
      'quarantined',
      0,
      'by alice: v13 is taken out of service, until a person brings it back',
    ],
    ['watch', 'hold', 'watch', 0.99, 'by alice: the weight of v13 is held'],
    [
      'cooldown',
      'rollback',
      'quarantined',
      0,
      'by alice: v13 is taken out of service, until a person brings it back',
    ],
    ['cooldown', 'release', 'trial', 0.05, 'by alice: the cooldown of v13 is cut short'],
    [
      'quarantined',
      'release',
      'trial',
      0.05,
      'by alice: v13 is released from quarantine with a new budget of risk',
    ],
    [
      'calibration',
      'rollback',
      'quarantined',
      0,
      'by alice: v13 is taken out of service, until a person brings it back',
    ],
  ])('%s: %s leads to %s with a weight of %d', (from, action, phase, weight, reason) => {
    const state = states[from] ?? initialDecision(policy);
    const { state: next, decisions } = transition(policy, versions, state, command(action));
    expect(next.phase).toBe(phase);
    expect(decisions).toMatchObject([{ action, cause: 'person', time: 10_000, weight, reason }]);
  });

  test.each<[string, Command['action'], string]>([
    ['trial', 'release', 'it is on trial, and nothing holds it'],
    ['held', 'hold', 'it is on trial, held by person'],
    ['watch', 'promote', 'it has been promoted'],
    ['watch', 'release', 'it has been promoted, and nothing holds it'],
    ['cooldown', 'hold', 'it has been rolled back and waits for its next attempt'],
    ['cooldown', 'promote', 'it has been rolled back and waits for its next attempt'],
    ['quarantined', 'rollback', 'it is in quarantine: release it first'],
    ['quarantined', 'hold', 'it is in quarantine: release it first'],
    ['quarantined', 'promote', 'it is in quarantine: release it first'],
    ['calibration', 'hold', 'its group is being calibrated'],
    ['calibration', 'release', 'its group is being calibrated'],
    ['calibration', 'promote', 'its group is being calibrated'],
  ])('%s: %s is refused', (from, action, why) => {
    const state = states[from] ?? initialDecision(policy);
    expect(() => transition(policy, versions, state, command(action))).toThrow(
      expect.objectContaining({
        code: 'command-refused',
        message: `v13 cannot be given a "${action}": ${why}`,
      }),
    );
  });

  test('needs no name', () => {
    const { decisions } = transition(policy, versions, initialDecision(policy), {
      action: 'hold',
      time: 5,
    });
    expect(decisions[0]?.reason).toBe('by hand: the weight of v13 is held');
  });
});

test('a release from quarantine opens a new budget: all attempts, from no evidence', () => {
  const state = after(outage, command('rollback'), command('release'));
  expect(state).toEqual({ ...initialDecision(policy), ticks: 1 });
});

test('what a person released from the evidence is not held again before it has rested', () => {
  const held = after(doubtful);
  expect(held).toMatchObject({ held: ['evidence'] });
  const more = [1, 2].map((index) => errorTick(index, [100, 0], [1000, 1]));
  const again = [3, 4, 5, 6].map((index) => errorTick(index, [3000, 0], [1000, 30]));
  const back = [7, 8, 9, 10, 11, 12].map((index) => errorTick(index, [200, 2], [2000, 2]));
  const run = runOf(policy, [command('release'), ...more, ...again, ...back], held);
  const [released, ...rest] = decisionsOf(run);
  expect(released).toMatchObject({ action: 'release', cause: 'person' });
  expect(run[1]?.state).toMatchObject({ held: [], waived: true });
  expect(run[6]?.state).toMatchObject({ held: [], waived: false });
  expect(rest[0]).toMatchObject({ action: 'hold', cause: 'evidence' });
});

test('a hold by a person does not keep the evidence from rolling back', () => {
  const run = runOf(policy, [outage], states['held']);
  expect(decisionsOf(run)).toMatchObject([{ action: 'rollback', cause: 'evidence' }]);
});

test.each([
  ['anna\nand ben', 'by anna and ben: the weight of v13 is held'],
  [' anna \r\n\u0000\tben\u2028', 'by anna ben: the weight of v13 is held'],
  ['', 'by hand: the weight of v13 is held'],
  ['\n', 'by hand: the weight of v13 is held'],
])('whoever calls themselves %j has a reason of one line', (by, reason) => {
  const state = after(errorTick(0, [20, 0], [20, 0]));
  const hold: Command = { action: 'hold', time: 10_000, by };
  expect(transition(policy, versions, state, hold).decisions[0]?.reason).toBe(reason);
});
