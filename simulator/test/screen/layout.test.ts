import { describe, expect, test } from 'vitest';

import { fits, layoutFor, leastSize, panels } from '../../src/screen/layout.ts';

/** Rows that a layout takes, with one title above each plot. */
function rowsOf({ rows, columns }: { rows: number; columns: number }, guardrails: number): number {
  const layout = layoutFor({ rows, columns }, guardrails, undefined);
  const [header, footer, axis] = [2, 1, 1];
  const plots = layout.charts * (layout.guardrail + 1) + layout.evidence + 1;
  const facts = layout.services ? 2 : 1;
  return (
    header +
    footer +
    axis +
    plots +
    (layout.side > 0 ? 0 : layout.standings + facts + layout.events)
  );
}

describe('layoutFor', () => {
  test.each([
    [80, 23, 1, { charts: 1, guardrail: 7, evidence: 5, standings: 0, events: 3 }],
    [80, 23, 5, { charts: 1, guardrail: 5, evidence: 4, standings: 3, events: 3 }],
    [60, 17, 5, { charts: 1, guardrail: 3, evidence: 3, standings: 3, events: 1, services: false }],
    [120, 39, 5, { charts: 2, guardrail: 6, evidence: 8, standings: 3 }],
    [200, 49, 5, { charts: 5, guardrail: 6, evidence: 9, standings: 6, main: 140, side: 60 }],
    [200, 49, 1, { charts: 1, standings: 2, main: 140, side: 60 }],
    [80, 23, 20, { charts: 1, standings: 4 }],
  ])('shares %i x %i among %i guardrails', (columns, rows, guardrails, expected) => {
    expect(layoutFor({ columns, rows }, guardrails, undefined)).toMatchObject(expected);
  });

  test('fills every row of every size, and leaves no plot without three', () => {
    for (const columns of [60, 100, 160]) {
      for (let rows = leastSize.rows - 1; rows < 120; rows += 1) {
        for (const guardrails of [1, 2, 5, 9]) {
          expect(rowsOf({ rows, columns }, guardrails)).toBe(rows);
          const { charts, guardrail, evidence } = layoutFor(
            { columns, rows },
            guardrails,
            undefined,
          );
          expect(Math.min(guardrail, evidence)).toBeGreaterThanOrEqual(2);
          expect(charts).toBeGreaterThanOrEqual(1);
          expect(charts).toBeLessThanOrEqual(guardrails);
        }
      }
    }
  });

  test.each(panels)('gives %s the whole screen', (panel) => {
    const layout = layoutFor({ columns: 80, rows: 24 }, 3, panel);
    expect(layout[panel]).toBe(panel === 'guardrail' || panel === 'evidence' ? 19 : 21);
    const others = panels.filter((other) => other !== panel).map((other) => layout[other]);
    expect(others).toEqual([0, 0, 0]);
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
