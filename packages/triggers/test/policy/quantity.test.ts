import { describe, expect, test } from 'vitest';

import type { Guardrail } from '../../src/policy/model.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { inUnit, quantity } from '../../src/policy/quantity.ts';
import { policyFile } from '../support/policy-file.ts';

/** What is written, in a metric's unit, and the faults that are told. */
function read(written: unknown, unit?: string): { value: number; faults: string[] } {
  const faults: string[] = [];
  const tell = (path: readonly string[], message: string): void => {
    faults.push(`${path.join('.')}: ${message}`);
  };
  return { value: inUnit(unit, tell)(quantity.parse(written), ['limit', 'max']), faults };
}

function guardrailOf(text: string): Guardrail | undefined {
  return parsePolicy(policyFile(text), 'p.yaml')[0]?.guardrails[0];
}

describe('a value', () => {
  test.each<[unknown, string | undefined, number]>([
    [500, 'ms', 500],
    [500, 'EUR', 500],
    [-0.5, undefined, -0.5],
    ['500 ms', 'ms', 500],
    ['500ms', 's', 0.5],
    ['2 s', 'ms', 2000],
    [' 2s ', 'us', 2_000_000],
    ['1.005 ms', 'us', 1005],
    ['250 us', 'ms', 0.25],
    ['250us', 'us', 250],
    ['1.5 min', 's', 90],
    ['90 s', 'min', 1.5],
    ['36 min', 'h', 0.6],
    ['2 h', 'min', 120],
    ['1 d', 'h', 24],
    ['-5 ms', 'ms', -5],
  ])('%j is in %s %d', (written, unit, value) => {
    expect(read(written, unit)).toEqual({ value, faults: [] });
  });

  test.each([
    '500',
    '5 parsecs',
    '500 EUR',
    'us',
    '1 2 us',
    '',
    '5%',
    null,
    true,
    [5],
    {},
    Number.NaN,
    Infinity,
  ])('%j is none', (written) => {
    expect(quantity.safeParse(written).error?.issues).toEqual([
      expect.objectContaining({
        message:
          'must be a number in the unit of the metric, or have a unit of time, such as 500 ms',
      }),
    ]);
  });

  test.each([
    [
      undefined,
      'has a unit, and the metric has none: write a number, or add a unit of time, one of us, ms, s, min, h',
    ],
    ['EUR', 'has a unit of time, and the metric\'s is "EUR": write a number in it'],
    ['seconds', 'has a unit of time, and the metric\'s is "seconds": write a number in it'],
  ])('with a unit is refused where the unit of the metric is %s', (unit, message) => {
    expect(read('500 ms', unit)).toEqual({
      value: Number.NaN,
      faults: [`limit.max: ${message}`],
    });
  });
});

describe('units in a guardrail', () => {
  test.each<[string, object]>([
    [
      'type: mean, worse: higher, unit: s, range: [0, 2 min], tolerance: { absolute: 5 ms }, harm: { absolute: 1500 ms }, limit: { max: 1 min, for: 10m, clear: 59 s }',
      {
        range: [0, 120],
        tolerance: { relative: 0, absolute: 0.005 },
        harm: { absolute: 1.5 },
        limit: { bound: 60, sustained: { for: 600_000, clear: 59 } },
      },
    ],
    [
      'type: mean, worse: lower, unit: h, range: [0, 24], limit: { min: 30 min }',
      { limit: { bound: 0.5 } },
    ],
    [
      'type: histogram, worse: higher, unit: ms, edges: [100, 0.2 s, 1 s], limit: { p50: { max: 150000 us }, p99: { max: 500 ms, of: [1, 2], clear: 0.4 s } }',
      {
        edges: [100, 150, 200, 400, 500, 1000],
        limits: [
          { quantile: 0.5, bound: 150 },
          { quantile: 0.99, bound: 500, sustained: { of: [1, 2], clear: 400 } },
        ],
      },
    ],
  ])('{ %s } is read as %j', (guardrail, expected) => {
    expect(guardrailOf(guardrail)).toMatchObject(expected);
  });

  const path = 'p.yaml:5: models.recommender.guardrails.errors';
  const none =
    'has a unit, and the metric has none: write a number, or add a unit of time, one of us, ms, s, min, h';
  test.each([
    ['type: mean, worse: higher, range: [0, 1 s]', `range.1: "1 s" ${none}`],
    [
      'type: mean, worse: higher, range: [0, 1], tolerance: { absolute: 1 s }',
      `tolerance.absolute: "1 s" ${none}`,
    ],
    [
      'type: mean, worse: higher, range: [0, 1], harm: { absolute: 1 ms }',
      `harm.absolute: "1 ms" ${none}`,
    ],
    [
      'type: mean, worse: higher, unit: EUR, range: [0, 9], limit: { max: 5 s }',
      'limit.max: "5 s" has a unit of time, and the metric\'s is "EUR": write a number in it',
    ],
    [
      'type: histogram, worse: higher, limit: { p99: { max: 500 ms } }',
      `limit.p99.max: "500 ms" ${none}`,
    ],
    ['type: histogram, worse: higher, edges: [1, 2 ms]', `edges.1: "2 ms" ${none}`],
    [
      'type: histogram, worse: higher, unit: ms, edges: [1 s, 2 ms]',
      'edges: must be numbers that rise, the upper edges of all bins but the last',
    ],
    [
      'type: mean, worse: higher, unit: ms, range: [0, 1 s], limit: { max: 2 s }',
      'limit.max: "2 s" must lie within the range, between 0 and 1000',
    ],
    [
      'type: mean, worse: higher, unit: ms, range: [1 s, 1000]',
      'range: must rise, such as [0, 50]',
    ],
    [
      'type: rate, worse: higher, limit: { max: 5 s }',
      'limit.max: "5 s" must be above zero, in hits per unit of exposure',
    ],
    [
      'type: proportion, worse: higher, limit: { max: 5 s }',
      'limit.max: "5 s" must be a number such as 0.05, or a percentage such as 5%',
    ],
  ])('{ %s } is refused with path, value and remedy', (guardrail, message) => {
    expect(() => guardrailOf(guardrail)).toThrow(
      expect.objectContaining({ code: 'policy-invalid', message: `${path}.${message}` }),
    );
  });
});
