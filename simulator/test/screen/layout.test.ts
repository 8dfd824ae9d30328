import { describe, expect, test } from 'vitest';

import { fits, layoutFor, leastSize, panels } from '../../src/screen/layout.ts';

describe('layoutFor', () => {
  test('shares 80 x 24', () => {
    expect(layoutFor({ columns: 80, rows: 24 }, undefined)).toEqual({
      rates: 7,
      evidence: 5,
      events: 4,
      main: 80,
      side: 0,
    });
  });

  test('fills every row of every size, one below the other', () => {
    for (let rows = leastSize.rows; rows < 120; rows += 1) {
      const { rates, evidence, events } = layoutFor({ columns: 100, rows }, undefined);
      const [header, footer, titles, axis, facts] = [2, 1, 2, 1, 2];
      expect(rates + evidence + events + header + footer + titles + axis + facts).toBe(rows);
      expect(Math.min(rates, evidence, events)).toBeGreaterThanOrEqual(3);
    }
  });

  test('puts the rest beside the charts where there is room', () => {
    const { main, side, rates, evidence } = layoutFor({ columns: 200, rows: 50 }, undefined);
    expect([main, side]).toEqual([140, 60]);
    expect(rates + evidence).toBe(50 - 2 - 1 - 2 - 1);
  });

  test.each(panels)('gives %s the whole screen', (panel) => {
    const layout = layoutFor({ columns: 80, rows: 24 }, panel);
    expect(layout[panel]).toBe(panel === 'events' ? 21 : 19);
    const others = panels.filter((other) => other !== panel).map((other) => layout[other]);
    expect(others).toEqual([0, 0]);
  });
});

test.each([
  [60, 18, true],
  [59, 18, false],
  [60, 17, false],
  [300, 10, false],
])('%i x %i is large enough: %s', (columns, rows, enough) => {
  expect(fits({ columns, rows })).toBe(enough);
});
