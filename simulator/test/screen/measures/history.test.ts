import type { Pair, Sample } from '@lastgood/triggers';
import { describe, expect, test } from 'vitest';

import type { RunPoint, RunView } from '../../../src/run/view.ts';
import { followed, latestOf } from '../../../src/screen/measures/followed.ts';
import { viewAt } from '../fake-run.ts';

const guardrail = {
  name: 'errors',
  type: 'proportion',
  worse: 'higher',
  harm: { relative: 0.5, absolute: 0.05 },
} as const;

function pointOf(tick: number, samples: Pair<Sample | undefined>): RunPoint {
  return { tick, time: tick * 1000, weight: 0.1, samples: [samples], own: [undefined] };
}

function both(hits: number): Pair<Sample | undefined> {
  return { canary: { count: 10, hits }, baseline: { count: 90, hits: 9 } };
}

/** 64 ticks are planned, so that the window is four of them. */
function viewOf(points: readonly RunPoint[], events: RunView['events'] = []): RunView {
  return { ...viewAt(1), ticks: 64, tick: points.length, points, guardrails: [guardrail], events };
}

const unseen = { canary: undefined, baseline: undefined };

describe('what a guardrail has seen', () => {
  test('follows points as they are added, over a window of a sixteenth of the run', () => {
    const points: RunPoint[] = [];
    for (let tick = 1; tick <= 20; tick += 1) {
      points.push(pointOf(tick, both(tick % 10)));
      const last = [0, 1, 2, 3].map((back) => tick - back).filter((at) => at > 0);
      const hits = last.reduce((sum, at) => sum + (at % 10), 0);
      const { canary, baseline, amounts } = latestOf(followed(viewOf(points), guardrail, 0));
      expect(canary).toBeCloseTo(hits / (10 * last.length), 12);
      expect(baseline).toBeCloseTo(0.1, 12);
      expect(amounts).toEqual({ canary: 10 * last.length, baseline: 90 * last.length });
    }
  });

  test('takes late outcomes in where they belong, in the same list of points', () => {
    const points = Array.from({ length: 8 }, (_, tick) =>
      pointOf(tick + 1, tick < 4 ? both(0) : unseen),
    );
    const view = viewOf(points);
    // The window ends with the last tick of which anything is known.
    expect(latestOf(followed(view, guardrail, 0)).canary).toBe(0);
    points[3] = pointOf(4, both(8));
    points.push(pointOf(9, unseen));
    expect(latestOf(followed(view, guardrail, 0)).canary).toBeCloseTo(8 / 40, 12);
    points[5] = pointOf(6, both(4));
    points.push(pointOf(10, unseen));
    const { canary, amounts } = latestOf(followed(view, guardrail, 0));
    expect(canary).toBeCloseTo(12 / 30, 12);
    expect(amounts.canary).toBe(30);
  });

  test('begins anew for the canary after a rollback, and not for the baseline', () => {
    const points = [1, 2, 3, 4].map((tick) => pointOf(tick, both(tick === 4 ? 1 : 10)));
    const event = { tick: 3, time: 3000, kind: 'rollback', text: '' } as const;
    const { amounts, canary } = latestOf(followed(viewOf(points, [event]), guardrail, 0));
    expect(amounts).toEqual({ canary: 10, baseline: 360 });
    expect(canary).toBeCloseTo(0.1, 12);
  });

  test('costs next to nothing for the second frame', () => {
    // 8,640 ticks are a day of ten seconds each: those that were summed up are not read again.
    let reads = 0;
    const counted = (): Pair<Sample | undefined> => {
      const sample = { count: 10, hits: 1 };
      return {
        baseline: sample,
        canary: Object.defineProperty({ hits: 1, count: 0 }, 'count', {
          enumerable: true,
          get: () => ((reads += 1), 10),
        }),
      };
    };
    const points = Array.from({ length: 8640 }, (_, tick) => pointOf(tick + 1, counted()));
    const view = viewOf(points);
    latestOf(followed(view, guardrail, 0));
    expect(reads).toBeGreaterThanOrEqual(8640);
    reads = 0;
    points.push(pointOf(8641, counted()));
    latestOf(followed(view, guardrail, 0));
    expect(reads).toBeLessThan(10);
  });
});
