import { describe, expect, test } from 'vitest';

import { LastgoodError } from '../../src/errors.ts';
import type { Guardrail } from '../../src/policy/model.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { policyFile } from '../support/policy-file.ts';

function read(guardrail: string): Guardrail | undefined {
  return parsePolicy(policyFile(guardrail), 'p.yaml')[0]?.guardrails[0];
}

function refusal(guardrail: string): string {
  try {
    read(guardrail);
  } catch (error) {
    expect(error).toBeInstanceOf(LastgoodError);
    if (error instanceof LastgoodError) {
      return error.message.replaceAll('p.yaml:5: models.recommender.guardrails.errors.', '');
    }
  }
  throw new Error(`this was taken for a guardrail: ${guardrail}`);
}

const proportion = 'type: proportion, worse: higher';
const rate = 'type: rate, worse: higher';
const mean = 'type: mean, worse: lower, range: [0, 50]';
const histogram = 'type: histogram, worse: higher, unit: ms';

describe('a guardrail', () => {
  test.each<[string, object]>([
    [proportion, { tolerance: { relative: 0, absolute: 0 } }],
    [`${proportion}, limit: { max: 2% }`, { limit: { bound: 0.02 } }],
    [
      `${proportion}, tolerance: { relative: 0.1 }, limit: { max: 2% }`,
      { tolerance: { relative: 0.1, absolute: 0 }, limit: { bound: 0.02 } },
    ],
    [
      'type: proportion, worse: lower, limit: { min: 0.85, for: 10m, clear: 0.87, minCount: 20 }',
      { limit: { bound: 0.85, sustained: { clear: 0.87, minCount: 20, for: 600_000 } } },
    ],
    [
      `${proportion}, limit: { max: 2%, of: [3, 5] }`,
      { limit: { bound: 0.02, sustained: { of: [3, 5] } } },
    ],
    [rate, { type: 'rate', tolerance: { relative: 0 } }],
    [`${rate}, limit: { max: 2.5 }`, { limit: { bound: 2.5 } }],
    [mean, { type: 'mean', range: [0, 50], tolerance: { relative: 0, absolute: 0 } }],
    [
      `${mean}, unit: EUR, tolerance: { absolute: 0.5 }, limit: { min: 3 }`,
      { unit: 'EUR', tolerance: { relative: 0, absolute: 0.5 }, limit: { bound: 3 } },
    ],
    ['type: mean, worse: lower, asymptotic: true', { asymptotic: true }],
    [
      'type: mean, worse: lower, asymptotic: true, limit: { min: 3, for: 1m }',
      { limit: { bound: 3, sustained: { for: 60_000 } } },
    ],
    [
      `${histogram}, edges: [100, 200], limit: { p99: { max: 150 }, p99.9: { max: 1e3 } }`,
      {
        edges: [100, 150, 200, 1000],
        limits: [
          { quantile: 0.99, bound: 150 },
          { quantile: 0.999, bound: 1000 },
        ],
      },
    ],
    [`${proportion}, lateness: 24h`, { lateness: 86_400_000 }],
    ['type: categories, lateness: 1h', { lateness: 3_600_000 }],
    [
      `${proportion}, tolerance: {}, harm: { relative: 20% }`,
      { harm: { relative: 0.2, absolute: 0.05 } },
    ],
    [`${rate}, harm: { relative: 2 }`, { harm: { relative: 2 } }],
    [rate, { harm: { relative: 0.5 } }],
    [mean, { harm: { absolute: 5 } }],
    [`${mean}, harm: { absolute: 49.9 }`, { harm: { absolute: 49.9 } }],
    ['type: categories', { type: 'categories', tolerance: { shift: 0.05 } }],
    ['type: categories, tolerance: { shift: 10% }', { tolerance: { shift: 0.1 } }],
  ])('{ %s } is read as %j', (guardrail, expected) => {
    expect(read(guardrail)).toMatchObject(expected);
  });

  test.each([
    [`${proportion}, limit: { max: 2% }`],
    [`${rate}, limit: { max: 2 }`],
    [`${mean}, limit: { min: 2 }`],
    [`${histogram}, limit: { p50: { max: 2, for: 1m } }`],
  ])('{ %s } has only a limit: it is not compared', (guardrail) => {
    expect(read(guardrail)).not.toHaveProperty('tolerance');
  });

  test('without edges is binned on logarithmic ones, each limit among them', () => {
    const limit = 'limit: { p99: { max: 512.5, of: [2, 3], clear: 333.3 } }';
    const found = read(`${histogram}, ${limit}`);
    if (found?.type !== 'histogram') throw new Error('this is no histogram');
    expect(found.edges).toContain(512.5);
    expect(found.edges).toContain(333.3);
    expect(found.edges.length).toBeGreaterThan(100);
    expect(found.edges).toEqual(found.edges.toSorted((a, b) => a - b));
  });
});

const types = 'must be proportion, rate, mean, histogram or categories';
const rising = 'must be numbers that rise, the upper edges of all bins but the last';

const aHarm = 'must be above 0 and at most 100, such as 0.5 for half as much again as is tolerated';
const aFraction = 'must be a number such as 0.05, or a percentage such as 5%';
const aDuration = 'must be a duration with its unit, such as 10s, 30m or 1d, and at most 10y';

describe('refused with path, value and remedy is', () => {
  test.each([
    ['type: sum', `type: "sum" ${types}`],
    ['type: rate', 'worse: is missing, it must be higher or lower'],
    [
      `${rate}, range: [0, 1]`,
      'range: is not known here: there is type, worse, tolerance, harm, limit, lateness',
    ],
    [
      'type: categories, worse: higher',
      'worse: "higher" is not known here: there is type, tolerance, lateness',
    ],
    [
      'type: categories, limit: { max: 1 }',
      'limit: is not known here: there is type, tolerance, lateness',
    ],
    [
      'type: rate, worse: lower, tolerance: { relative: 100% }',
      'tolerance.relative: "100%" must be below 1 where lower is worse: all of it is 1',
    ],
    [
      `${mean}, tolerance: { relative: 1.5 }`,
      'tolerance.relative: 1.5 must be below 1 where lower is worse: all of it is 1',
    ],
    [
      'type: histogram, worse: lower, tolerance: { relative: 1 }',
      'tolerance.relative: 1 must be below 1 where lower is worse: all of it is 1',
    ],
    [
      'type: mean, worse: higher, range: [-5, 5], tolerance: { relative: 0.1 }',
      'tolerance.relative: 0.1 must be 0 where values can be negative, down to -5: use absolute',
    ],
    ['type: mean, worse: higher, range: [5, 5]', 'range: must rise, such as [0, 50]'],
    ['type: mean, worse: higher, range: [9, 5]', 'range: must rise, such as [0, 50]'],
    ...['[0, 1.1e75]', '[-1.1e75, 0]', '[0, 0.9e-75]'].map((range): [string, string] => [
      `type: mean, worse: higher, range: ${range}`,
      'range: must be at least 1e-75 wide and not go beyond 1e+75: choose another unit',
    ]),
    [
      'type: mean, worse: higher, range: 50',
      'range: 50 must be the least and the greatest value, such as [0, 50]',
    ],
    [
      'type: mean, worse: higher',
      'range: is missing, it must be the least and the greatest value, such as [0, 50]; without one the risk is approached only as values accumulate, which asymptotic: true accepts',
    ],
    [
      `${mean}, asymptotic: true`,
      'asymptotic: true must be left out beside a range, which makes it exact',
    ],
    [
      'type: mean, worse: lower, asymptotic: true, limit: { min: 3 }',
      'limit: needs a range to be tested within the risk: add range, or for or of',
    ],
    [`${proportion}, harm: { relative: 0 }`, `harm.relative: 0 ${aHarm}`],
    [`${rate}, harm: { relative: 101 }`, `harm.relative: 101 ${aHarm}`],
    [
      `${proportion}, harm: { absolute: 100% }`,
      'harm.absolute: "100%" must lie between 0 and 1, neither of them included',
    ],
    [
      'type: rate, worse: lower, harm: { relative: 100% }',
      'harm.relative: "100%" must be below 1 where lower is worse: all of it is 1',
    ],
    [`${rate}, harm: {}`, `harm.relative: is missing, it ${aFraction}`],
    [
      `${rate}, harm: { relative: 1, absolute: 1 }`,
      'harm.absolute: 1 is not known here: there is relative',
    ],
    [
      `${mean}, harm: { relative: 1, absolute: 1 }`,
      'harm.relative: 1 is not known here: there is absolute',
    ],
    [
      `${mean}, harm: { absolute: 0 }`,
      'harm.absolute: 0 must be above zero, in the unit of the metric',
    ],
    [
      `${mean}, harm: { absolute: 50 }`,
      'harm.absolute: 50 must be less than the range is wide, which is 50',
    ],
    [
      'type: mean, worse: lower, asymptotic: true, harm: { absolute: 5 }',
      'harm: needs a range: without one nothing can show that a version is not so bad',
    ],
    ...[proportion, rate].map((guardrail): [string, string] => [
      `${guardrail}, limit: { max: 0.1 }, harm: { relative: 1 }`,
      'harm: needs a tolerance beside it: with only a limit the canary is not compared',
    ]),
    [
      `${mean}, tolerance: { absolute: -1 }`,
      'tolerance.absolute: -1 must be zero or more, in the unit of the metric',
    ],
    [
      `${histogram}, harm: { relative: 1 }`,
      'harm: is not known here: there is type, worse, unit, edges, tolerance, limit, lateness',
    ],
    [
      'type: categories, harm: { relative: 1 }',
      'harm: is not known here: there is type, tolerance, lateness',
    ],
    [`${proportion}, lateness: 24`, `lateness: 24 ${aDuration}`],
    [`${mean}, limit: { min: 50 }`, 'limit.min: 50 must lie within the range, between 0 and 50'],
    [
      `${proportion}, limit: { max: 100% }`,
      'limit.max: "100%" must lie between 0 and 1, neither of them included',
    ],
    [
      `${proportion}, limit: { max: 0 }`,
      'limit.max: 0 must lie between 0 and 1, neither of them included',
    ],
    [`${rate}, limit: { max: 0 }`, 'limit.max: 0 must be above zero, in hits per unit of exposure'],
    [
      `${proportion}, limit: { min: 0.1 }`,
      'limit.min: 0.1 is on the good side: where higher is worse, a limit has max',
    ],
    [
      `${proportion}, limit: { for: 1m }`,
      'limit.max: is missing, it must be the greatest value that is acceptable',
    ],
    [`${mean}, limit: {}`, 'limit.min: is missing, it must be the least value that is acceptable'],
    [
      `${proportion}, limit: { max: 0.1, for: 1m, clear: 0.2 }`,
      'limit.clear: 0.2 must not be above the limit, which is 0.1',
    ],
    [
      'type: proportion, worse: lower, limit: { min: 0.85, for: 1m, clear: 0.8 }',
      'limit.clear: 0.8 must not be below the limit, which is 0.85',
    ],
    [
      `${proportion}, limit: { max: 0.1, clear: 0.05 }`,
      'limit.clear: 0.05 needs for or of beside it',
    ],
    [
      `${proportion}, limit: { max: 0.1, minCount: 5 }`,
      'limit.minCount: 5 needs for or of beside it',
    ],
    [
      `${proportion}, limit: { max: 0.1, for: 1m, of: [3, 5] }`,
      'limit.of: must not stand beside for: keep one of the two',
    ],
    [`${proportion}, limit: { max: 0.1, for: 0 }`, 'limit.for: 0 must be longer than zero'],
    [
      `${proportion}, limit: { max: 0.1, of: [5, 3] }`,
      'limit.of: must not ask for more ticks than it looks at, such as [3, 5] for 3 of the last 5',
    ],
    [
      `${proportion}, limit: { most: 0.1 }`,
      'limit.most: 0.1 is not known here: there is min, max, for, of, clear, minCount',
    ],
    [
      `${histogram}, limit: { p0: { max: 5 } }`,
      'limit.p0: is no quantile above p0 and below p100, such as p99 or p99.9',
    ],
    [
      `${histogram}, limit: { p100: { max: 5 } }`,
      'limit.p100: is no quantile above p0 and below p100, such as p99 or p99.9',
    ],
    [
      `${histogram}, limit: { max: 5 }`,
      'limit.max: 5 is no quantile above p0 and below p100, such as p99 or p99.9',
    ],
    [
      `${histogram}, limit: { p99: { min: 5 } }`,
      'limit.p99.min: 5 is on the good side: where higher is worse, a limit has max',
    ],
    [
      `${histogram}, limit: {}`,
      'limit: must be a mapping with quantiles, such as { p99: { max: 500 } }',
    ],
    [`${histogram}, edges: [1, 1]`, `edges: ${rising}`],
    [`${histogram}, edges: []`, `edges: ${rising}`],
    [
      'type: categories, tolerance: { shift: 0 }',
      'tolerance.shift: 0 must lie between 0 and 1, neither of them included',
    ],
  ])('{ %s }', (guardrail, message) => {
    expect(refusal(guardrail).split('\n')).toContain(message);
  });
});
