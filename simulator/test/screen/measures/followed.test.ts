import type { Pair, Sample } from '@lastgood/triggers';
import { describe, expect, test } from 'vitest';

import { RunHistory } from '../../../src/run/history.ts';
import type { RunView } from '../../../src/run/view.ts';
import { followed, latestOf } from '../../../src/screen/measures/followed.ts';
import { viewAt } from '../fake-run.ts';

const guardrail = {
  name: 'errors',
  type: 'proportion',
  worse: 'higher',
  harm: { relative: 0.5, absolute: 0.05 },
} as const;

function both(hits: number): Pair<Sample | undefined> {
  return { canary: { count: 10, hits }, baseline: { count: 90, hits: 9 } };
}

/** A history of so many ticks, in which nothing was observed yet. */
function silent(length: number): RunHistory {
  const history = new RunHistory([guardrail]);
  for (let tick = 0; tick < length; tick += 1) history.begin(0.1);
  return history;
}

/** 64 ticks are planned, so that the window is four of them. */
function viewOf(history: RunHistory, events: RunView['events'] = []): RunView {
  const { length: tick } = history;
  return { ...viewAt(1), ticks: 64, tick, history, guardrails: [guardrail], events };
}

describe('what a guardrail has seen', () => {
  test('is followed as ticks are added, over a window of a sixteenth of the run', () => {
    const history = silent(0);
    for (let tick = 1; tick <= 20; tick += 1) {
      history.begin(0.1);
      history.see(tick - 1, [both(tick % 10)]);
      const last = [0, 1, 2, 3].map((back) => tick - back).filter((at) => at > 0);
      const hits = last.reduce((sum, at) => sum + (at % 10), 0);
      const { canary, baseline, amounts } = latestOf(followed(viewOf(history), guardrail, 0));
      expect(canary).toBeCloseTo(hits / (10 * last.length), 12);
      expect(baseline).toBeCloseTo(0.1, 12);
      expect(amounts).toEqual({ canary: 10 * last.length, baseline: 90 * last.length });
    }
  });

  test('takes late outcomes in where they belong', () => {
    const history = silent(8);
    for (const tick of [0, 1, 2, 3]) history.see(tick, [both(0)]);
    // The window ends with the last tick of which anything is known.
    expect(latestOf(followed(viewOf(history), guardrail, 0)).canary).toBe(0);
    history.see(3, [both(8)]);
    expect(latestOf(followed(viewOf(history), guardrail, 0)).canary).toBeCloseTo(8 / 40, 12);
    history.see(5, [both(4)]);
    const { canary, amounts } = latestOf(followed(viewOf(history), guardrail, 0));
    expect(canary).toBeCloseTo(12 / 30, 12);
    expect(amounts.canary).toBe(30);
  });

  test('begins anew for the canary after a rollback, and not for the baseline', () => {
    const history = silent(4);
    for (const tick of [1, 2, 3, 4]) history.see(tick - 1, [both(tick === 4 ? 1 : 10)]);
    const event = { tick: 3, time: 3000, kind: 'rollback', text: '' } as const;
    const { amounts, canary } = latestOf(followed(viewOf(history, [event]), guardrail, 0));
    expect(amounts).toEqual({ canary: 10, baseline: 360 });
    expect(canary).toBeCloseTo(0.1, 12);
  });
});
