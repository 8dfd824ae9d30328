import { describe, expect, it, test } from 'vitest';

import { closedLoop } from '../../judges/closed-loop.ts';
import { delays } from '../../judges/delays.ts';
import { engine } from '../../judges/engine.ts';
import { type Judge, nothing, rollback } from '../../judges/judge.ts';
import { errorsOnly, policy } from '../../judges/policy.ts';
import { withRetries } from '../../judges/retries.ts';
import { mixtureTests } from '../../judges/mixture-test.ts';
import { oracle } from '../../judges/oracle.ts';
import { plainEProcess } from '../../judges/plain-e-process.ts';
import { constant } from '../../streams/courses.ts';
import { errors } from '../../streams/proportions.ts';
import { type Stream, tickOf } from '../../streams/stream.ts';

/** Rolls back at its n-th tick. */
function after(ticks: number, patience?: number): Judge {
  return {
    name: `after ${ticks}`,
    ...(patience !== undefined && { patience }),
    start() {
      let seen = 0;
      return () => (++seen === ticks ? rollback : nothing);
    },
  };
}

const stream = errors(
  constant({ canary: 20, baseline: 380, canaryRate: 0.05, baselineRate: 0.01 }),
);

describe('delays', () => {
  const trial = { stream, intervals: 10 };

  it('are canary requests to the first rollback, for each judge by itself', () => {
    const judges = [after(1), after(4), after(11)];
    expect(delays({ ...trial, judges }, 1)).toEqual({
      'after 1': 20,
      'after 4': 80,
      'after 11': null,
    });
  });

  it('begin with the fault, and are zero where the rollback came before', () => {
    const judges = [after(4), after(5), after(7)];
    expect(delays({ ...trial, judges, faultTick: 5 }, 1)).toEqual({
      'after 4': 0,
      'after 5': 20,
      'after 7': 60,
    });
  });

  it('end with the patience of a judge', () => {
    expect(delays({ ...trial, judges: [after(5, 4)] }, 1)).toEqual({ 'after 5': null });
    expect(delays({ ...trial, judges: [after(4, 4)] }, 1)).toEqual({ 'after 4': 80 });
  });

  it('do not depend on who else looks at the stream', () => {
    const ours = engine('engine', policy({ guardrails: errorsOnly }));
    const long = { stream, intervals: 1000 };
    const alone = delays({ ...long, judges: [ours] }, 9);
    const among = delays({ ...long, judges: [after(2), ours, plainEProcess(0.01)] }, 9);
    expect(among['engine']).toBe(alone['engine']);
    expect(alone['engine']).toBeGreaterThan(0);
  });
});

describe('a closed loop', () => {
  const recorded: number[] = [];
  const recording: Stream = () => (number, share) => {
    recorded.push(share);
    return { canary: 1, baseline: 1, ticks: [tickOf(number, 60_000, {}, {})] };
  };

  it('gives the canary no traffic from a rollback to the end of the wait', () => {
    const judge = withRetries(after(2), { share: 0.05, cooldown: { first: 120_000, factor: 2 } });
    const steps = [...closedLoop({ stream: recording, judge, share: 0.05, intervals: 10 }, 1)];
    expect(
      steps.flatMap(({ actions }, place) => actions.map((action) => [place + 1, action])),
    ).toEqual([
      [2, 'rollback'],
      [4, 'retry'],
      [6, 'rollback'],
      [10, 'retry'],
    ]);
    expect(recorded).toEqual([0.05, 0.05, 0, 0, 0.05, 0.05, 0, 0, 0, 0]);
  });
});

/** One tick of errors. */
function tick(canaryBad: number, canary: number, baselineBad: number, baseline: number) {
  return tickOf(
    1,
    10_000,
    { errors: { count: canary, hits: canaryBad } },
    { errors: { count: baseline, hits: baselineBad } },
  );
}

/** The least risk at which a judge rolls back at this tick: one over its evidence. */
function leastRisk(judgeAt: (risk: number) => Judge, one: ReturnType<typeof tick>): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (judgeAt(middle).start()(one).actions.length > 0) high = middle;
    else low = middle;
  }
  return high;
}

test('the oracle has the likelihood ratio against the nearest equal rates', () => {
  // (.02 / .015)^3 (.98 / .985)^97 (.01 / .015) (.99 / .985)^99
  const ratio = (4 / 3) ** 3 * (0.98 / 0.985) ** 97 * (2 / 3) * (0.99 / 0.985) ** 99;
  const judge = (risk: number) => oracle({ canary: 0.02, baseline: 0.01 }, risk);
  expect(1 / leastRisk(judge, tick(3, 100, 1, 100))).toBeCloseTo(ratio, 6);
});

test('the mixture test is the normal integral over the effects', () => {
  const [, wide] = [0, 1].map((place) => (risk: number) => {
    const judge = mixtureTests(0.01, risk)[place];
    if (!judge) throw new Error('there is no such test');
    return judge;
  });
  const variance = 0.02 * 0.98 * (2 / 1000);
  let integral = 0;
  const step = 1e-5;
  for (let effect = -0.1; effect < 0.1; effect += step) {
    const density = Math.exp(-(effect ** 2) / 2e-4) / (0.01 * Math.sqrt(2 * Math.PI));
    integral += step * density * Math.exp((0.02 * effect - effect ** 2 / 2) / variance);
  }
  if (!wide) throw new Error('there is no wide test');
  expect(1 / leastRisk(wide, tick(30, 1000, 10, 1000)) / integral).toBeCloseTo(1, 3);
});

test('the plain e-process mixes the ratios of the effects', () => {
  // 4 of 5 bad outcomes fell to a canary with half of the requests.
  const prior = [1, 5, 10, 10, 5, 1];
  const effects = [1.05, 1.2, 1.5, 2, 4, 10];
  const expected = effects.reduce((sum, effect, k) => {
    const share = effect / (1 + effect);
    return sum + ((prior[k] ?? 0) / 32) * (2 * share) ** 4 * (2 * (1 - share));
  }, 0);
  expect(1 / leastRisk(plainEProcess, tick(4, 100, 1, 100))).toBeCloseTo(expected, 6);
});
