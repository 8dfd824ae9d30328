import { LastgoodError } from '@lastgood/triggers';
import { describe, expect, it, test } from 'vitest';
import { stringify } from 'yaml';

import { parseScenario } from '../../src/scenarios/schema.ts';

const written = {
  title: 'a test',
  expect: { decision: 'rollback', within: '2h' },
  policy: 'service.lastgood.yaml',
  start: '2026-05-01T00:00:00Z',
  length: '24h',
  requests: { rate: '40/s', day: { swing: '60%', peak: '14h' } },
  metrics: {
    errors: { type: 'proportion', share: '1%' },
    latency: { type: 'histogram', median: 150, p99: 600, worse: 'higher' },
    inputs: { type: 'categories', shares: { mobile: 0.6, web: 0.4 }, lateness: '6h' },
  },
  changes: [{ what: 'errors', arm: 'canary', times: 3, at: '2h', fault: true }],
};

describe('a scenario is read', () => {
  it('with times in milliseconds, shares as numbers, and every default', () => {
    expect(parseScenario(stringify(written), 'a.yaml')).toEqual({
      title: 'a test',
      expect: { decision: 'rollback', within: 7_200_000 },
      policy: 'service.lastgood.yaml',
      start: Date.UTC(2026, 4, 1),
      length: 86_400_000,
      requests: { rate: 0.04, day: { swing: 0.6, peak: 50_400_000 } },
      metrics: {
        errors: { type: 'proportion', share: 0.01, worse: 'higher', lateness: 0 },
        latency: { type: 'histogram', median: 150, p99: 600, worse: 'higher', lateness: 0 },
        inputs: { type: 'categories', shares: { mobile: 0.6, web: 0.4 }, lateness: 21_600_000 },
      },
      changes: [
        {
          what: 'errors',
          arm: 'canary',
          how: { by: 'times', factor: 3 },
          of: 1,
          at: [7_200_000, 7_200_000],
          over: 0,
          fault: true,
        },
      ],
    });
  });

  it('with users, where it has them', () => {
    const users = { count: 2000 };
    expect(parseScenario(stringify({ ...written, users }), 'a.yaml')).toMatchObject({ users });
    expect(parseScenario(stringify(written), 'a.yaml')).not.toHaveProperty('users');
  });

  test.each([
    ['40/s', 0.04],
    ['90 / min', 0.0015],
    ['1.8/h', 0.0000005],
  ])('with %s requests', (rate, expected) => {
    const scenario = parseScenario(stringify({ ...written, requests: { rate } }), 'a.yaml');
    expect('shadow' in scenario || scenario.requests.rate).toBeCloseTo(expected, 12);
  });

  it('or names a shadow log', () => {
    const { title, expect: expected, policy } = written;
    const shadow = { title, expect: expected, policy, shadow: 'log.jsonl.gz' };
    expect(parseScenario(stringify(shadow), 'a.yaml')).toMatchObject({ shadow: 'log.jsonl.gz' });
  });
});

function change(keys: object): object {
  const [first] = written.changes;
  return { ...written, changes: [{ ...first, ...keys }] };
}

function metric(keys: object): object {
  return { ...written, metrics: { ...written.metrics, ...keys } };
}

describe('a scenario is refused with file, line, path, value and what would be right', () => {
  test.each<[object, RegExp]>([
    [{ ...written, surprise: 1 }, /^a\.yaml:\d+: surprise: 1 is not known here: there is title/],
    [{ ...written, title: undefined }, /title: is missing, it must be a name/],
    [{ ...written, start: 'today' }, /start: "today" must be a time in UTC/],
    [{ ...written, length: '0s' }, /length: "0s" must be longer than nothing/],
    [{ ...written, requests: { rate: 40 } }, /requests\.rate: 40 must be a number of requests/],
    [{ ...written, requests: { rate: '0/s' } }, /requests\.rate: "0\/s" must be a number of requ/],
    [{ ...written, expect: { decision: 'wait' } }, /expect\.decision: "wait" must be one of rollb/],
    [{ ...written, changes: [] }, /expect\.decision: "rollback" needs one change that is a fault/],
    [{ ...written, expect: { decision: 'none' } }, /decision: "none" needs changes that are no f/],
    [metric({ errors: { type: 'share' } }), /metrics\.errors\.type: "share" must be proportion/],
    [
      metric({ errors: { type: 'proportion', share: '110%' } }),
      /share: "110%" must be from 0 to 1/,
    ],
    [metric({ latency: { type: 'histogram', median: 9, p99: 9 } }), /p99: 9 must be greater than/],
    [metric({ inputs: { type: 'categories', shares: { a: 0.6 } } }), /shares that sum to 1/],
    [{ ...written, users: { count: 1 } }, /users\.count: 1 must be a whole number from 2 to 100/],
    [{ ...written, users: { count: 2.5 } }, /users\.count: 2\.5 must be a whole number/],
    [{ ...written, users: 2000 }, /users: 2000 must be a mapping with count/],
    [metric({ requests: { type: 'proportion', share: 0 } }), /metrics\.requests: cannot be a met/],
    [
      change({ what: 'error' }),
      /changes\.0\.what: "error" is nothing that could change: there is er/,
    ],
    [change({ times: undefined }), /what: "errors" needs one of times, plus and becomes/],
    [change({ plus: 0.1 }), /what: "errors" needs one of times, plus and becomes/],
    [change({ times: -1 }), /times: -1 must be zero or more/],
    [change({ at: '24h' }), /changes\.0\.at: "24h" must come before the end/],
    [change({ at: ['3h', '2h'] }), /changes\.0\.at: must be a duration such as 2h, or from which/],
    [change({ at: 2 }), /changes\.0\.at: 2 must be a duration such as 2h, or from which to which/],
    [change({ every: '1h' }), /every: "1h" needs for/],
    [change({ every: 0, for: '1m' }), /every: 0 must be longer than nothing/],
    [
      change({ every: '800ms', for: '1ms' }),
      /every: "800ms" makes the changes come more than 100000 times until the end/,
    ],
    [
      change({ every: ['0.5s', '24h'], for: '1ms' }),
      /every: makes the changes come more than 100000 times until the end/,
    ],
    [change({ arm: 'both' }), /fault: true must be of the canary/],
    [change({ what: 'requests' }), /arm: "canary" must be both/],
    [change({ what: 'inputs' }), /what: "inputs" needs becomes, with the shares/],
    [change({ times: undefined, becomes: { a: 1 } }), /becomes: must be a number: only categories/],
  ])('%o', (scenario, message) => {
    const parse = (): unknown => parseScenario(stringify(scenario), 'a.yaml');
    expect(parse).toThrow(LastgoodError);
    expect(parse).toThrow(message);
  });

  it('also where it is no YAML', () => {
    expect(() => parseScenario('title: [', 'a.yaml')).toThrow(/^a\.yaml:1: this is no YAML/);
  });
});
