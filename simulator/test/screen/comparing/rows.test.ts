import { describe, expect, test } from 'vitest';

import { plainText } from '../../../src/charts/span.ts';
import type { ComparedRollout, RuleResult } from '../../../src/rollouts/comparison.ts';
import { columnsFor } from '../../../src/screen/comparing/columns.ts';
import { delaysOf } from '../../../src/screen/comparing/delays.ts';
import { reasonOf, verdictOf } from '../../../src/screen/comparing/rows.ts';
import { glyphsFor } from '../../../src/screen/look/glyphs.ts';

const hour = 3_600_000;
const undecided: RuleResult = {
  rule: 'argo',
  decision: 'none',
  time: null,
  tick: null,
  guardrail: null,
  reason: null,
  canaryRequests: 1200,
  delay: null,
  falseRollback: false,
  unjudged: [],
};
const figures = { rule: 'argo', healthy: 0, faulty: 0, unjudged: [] };

function rolledBack(hours: number): RuleResult {
  return {
    ...undecided,
    decision: 'rollback',
    time: (10 + hours) * hour,
    tick: 60,
    reason: 'errors rose',
    delay: { time: hours * hour, requests: 5 },
  };
}

test.each<[string, Partial<RuleResult>, number | null]>([
  ['rollback', { decision: 'rollback' }, 5],
  ['false', { decision: 'rollback', falseRollback: true }, 5],
  ['false', { decision: 'rollback', falseRollback: true }, null],
  ['paused', { decision: 'hold' }, 5],
  ['missed', {}, 5],
  ['kept', {}, null],
  ['cannot', { decision: 'unjudged' }, 5],
])('a decision comes to: %s', (verdict, change, fault) => {
  expect(verdictOf({ ...undecided, ...change }, fault)).toBe(verdict);
});

test('the reason is that of the decision, with what cannot be judged', () => {
  const unjudged = [{ guardrail: 'inputs', reason: 'has no test for categories' }];
  const row = (result: RuleResult): string => reasonOf({ rule: 'argo', result, figures });
  expect(row(rolledBack(1))).toBe('errors rose');
  expect(row({ ...undecided, unjudged })).toBe(
    'argo never decided; inputs is not judged: argo has no test for categories',
  );
  expect(row({ ...undecided, decision: 'unjudged', unjudged })).toBe(
    'inputs is not judged: argo has no test for categories',
  );
  expect(reasonOf({ rule: 'argo', figures })).toContain('not been made');
});

describe('the columns', () => {
  test('are more where there is more room, never wider, and the most important first', () => {
    let before = 0;
    for (let room = 20; room < 160; room += 1) {
      const columns = columnsFor(room);
      const width = columns.reduce((sum, column) => sum + column.width + 1, 0);
      expect(width).toBeLessThanOrEqual(room);
      expect(columns.length).toBeGreaterThanOrEqual(before);
      before = columns.length;
    }
    expect(columnsFor(26).map(({ heading }) => heading.join(' ').trim())).toEqual([
      'false /1,000',
      'faults missed',
      'delay, median',
    ]);
  });

  test('say what was measured, and nothing of what was not', () => {
    const measured = (value: number): { value: number; low: number; high: number } => ({
      value,
      low: value / 2,
      high: value * 2,
    });
    const row = {
      rule: 'argo',
      result: rolledBack(2),
      figures: {
        ...figures,
        falseRollbacks: measured(0.012),
        missed: measured(0.25),
        early: measured(0.5),
        delay: {
          median: { time: 1.5 * hour, requests: 320 },
          p90: { time: Infinity, requests: Infinity },
        },
      },
    };
    const values = columnsFor(Infinity).map(
      ({ heading, value }) => `${heading.join(' ').trim()}: ${value(row, 10 * hour)}`,
    );
    expect(values).toEqual([
      'after: 2 h',
      'tick: 60',
      'requests: 1,200',
      'guardrail: -',
      'false /1,000: 12.0',
      '95 % interval: 6.0 to 24.0',
      'paused /1,000: -',
      'faults missed: 25.0 %',
      'too early: 50.0 %',
      'faulty paused: -',
      'delay, median: 1 h 30 min',
      'delay, 90th percentile: never',
      'median requests: 320',
    ]);
    const empty = columnsFor(Infinity).map(({ value }) => value({ rule: 'argo', figures }, 0));
    expect(new Set(empty)).toEqual(new Set(['-']));
  });
});

describe('how soon two rules rolled back', () => {
  const rollout = (own: RuleResult, other: RuleResult, fault = 10 * hour): ComparedRollout => ({
    seed: 1,
    from: 0,
    to: 24 * hour,
    fault,
    rules: [{ ...own, rule: 'lastgood' }, other],
  });
  const early: RuleResult = { ...rolledBack(1), delay: null, falseRollback: true };
  const rollouts = [
    rollout(rolledBack(1), rolledBack(4)),
    rollout(rolledBack(2), undecided),
    rollout(rolledBack(1), early),
    { ...rollout(undecided, undecided), fault: null },
  ];

  test('is counted among the faulty canaries that were not rolled back before', () => {
    const found = delaysOf(rollouts, 1);
    expect(found?.longest).toBe(4 * hour);
    expect(found?.panel.readings.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'lastgood: 3 of 3',
      'argo: 1 of 2',
    ]);
  });

  test('rises to the share that was rolled back at last', () => {
    const glyphs = glyphsFor({ TERM: 'linux' });
    const lines = delaysOf(rollouts, 1)?.panel.draw({ width: 48, height: 7, glyphs });
    const text = lines?.map(plainText) ?? [];
    // 40 columns for four hours: a third has been rolled back by Lastgood after two thirds of it at the latest.
    expect(text[0]?.slice(8).trimStart()).toMatch(/^#+$/);
    expect(text[0]?.indexOf('#')).toBeGreaterThanOrEqual(8 + 19);
    expect(text[0]?.indexOf('#')).toBeLessThanOrEqual(8 + 20);
  });

  test('is nothing where none was', () => {
    expect(delaysOf([rollout(undecided, undecided)], 1)).toBeUndefined();
    expect(delaysOf([], 0)).toBeUndefined();
  });
});
