import { expect, test } from 'vitest';

import type { Figures } from '../../../src/rollouts/figures.ts';
import { unicodeGlyphs } from '../../../src/screen/look/glyphs.ts';
import { curveChart, noneInWords, type Place } from '../../../src/screen/tuning/curve.ts';

const room = { width: 80, height: 10, glyphs: unicodeGlyphs };

function place(value: number, high: number, kind: Place['kind'] = 'rung'): Place {
  const delay = { time: 1_800_000, requests: 10 };
  const figures: Figures = {
    healthy: 200,
    faulty: 200,
    falseRollbacks: { value, low: 0, high },
    delay: { median: delay, p90: delay },
  };
  return { kind, figures };
}

test('where nothing was rolled back falsely, the axis shows how sure that is, and words say it', () => {
  const places = [place(0, 0.018), place(0, 0.018, 'present')];
  const { x, points } = curveChart(places, room);
  expect(x.range.max).toBeGreaterThanOrEqual(18);
  expect(points.at(-1)?.span).toEqual({ min: 0, max: 18 });
  expect(noneInWords(places)).toBe('none of 200 was rolled back falsely: at most 18.0 of 1,000');
});

test('where something was, the axis goes by what was found', () => {
  const places = [place(0, 0.018), place(0.005, 0.03, 'present')];
  expect(noneInWords(places)).toBeUndefined();
  expect(curveChart(places, room).x.range.max).toBeLessThan(10);
});

test('without figures there is nothing to say', () => {
  expect(noneInWords([])).toBeUndefined();
  expect(curveChart([], room).points).toEqual([]);
});
