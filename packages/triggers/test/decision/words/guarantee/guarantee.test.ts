import { describe, expect, test } from 'vitest';

import { type Guarantee, guaranteeOf } from '../../../../src/decision/words/guarantee/guarantee.ts';
import { parsePolicy } from '../../../../src/policy/parse.ts';

/** What a policy with these guardrails promises. */
function guarantee(guardrails: string, more = ''): Guarantee {
  const text = `models: { m: { flag: f, guardrails: { ${guardrails} }, ${more} } }`;
  const [policy] = parsePolicy(text, 'policy');
  if (!policy) throw new Error('a policy without models');
  return guaranteeOf(policy);
}

const tolerant = 'g: { type: proportion, worse: higher, tolerance: { relative: 10% } }';
const limited = 'g: { type: proportion, worse: higher, limit: { max: 5% } }';
const literal = 'g: { type: proportion, worse: higher, limit: { max: 5%, for: 10m } }';
const mean = 'm: { type: mean, worse: lower, range: [0, 50], tolerance: { relative: 10% } }';
const rate = 'r: { type: rate, worse: higher, tolerance: { relative: 10% } }';
const histogram =
  'h: { type: histogram, worse: higher, edges: [10, 11, 12.1], tolerance: { relative: 10% } }';
const categories = 'c: { type: categories }';
const sticky = 'randomise: user';
const calibrated = 'randomise: user, calibrate: 1d, rollout: { steps: [5%, 1] }';

describe('the risk of a false rollback', () => {
  test('is told for each attempt, for two rollbacks by mistake, and for many rollouts', () => {
    const { withheld, promises, conditions, warnings } = guarantee(tolerant);
    expect(withheld).toBeUndefined();
    expect(promises[0]).toMatch(
      /at most 1 %,.*: 0.5714 % in attempt 1, 0.2857 % in attempt 2, 0.1429 % in attempt 3$/,
    );
    // 4/7 and 2/7 of 1 %, one after the other
    expect(promises[1]).toContain('at most 0.001633 %');
    expect(promises[2]).toMatch(/at most 10 are .*; 20 rollouts a month give at most 0\.2 false/);
    expect(promises.at(-1)).toContain('more often than 3 times');
    expect(conditions).toHaveLength(3);
    expect(conditions[0]).toContain("by the request's id");
    expect(warnings).toEqual([]);
  });

  test('goes by the policy', () => {
    const { promises } = guarantee(tolerant, 'risk: { falseRollback: 5% }');
    expect(promises[0]).toContain('at most 5 %');
    expect(promises[2]).toMatch(/at most 50 are .*; 20 rollouts a month give at most 1 false/);
  });

  test('has with one attempt no second rollback to speak of', () => {
    const { promises } = guarantee(tolerant, 'hysteresis: { attempts: 1 }');
    expect(promises.join('\n')).not.toContain('twice');
    expect(promises.at(-1)).toContain('more often than once');
  });

  test('is not promised of literal rules alone', () => {
    const { promises, conditions } = guarantee(literal);
    expect(promises).toHaveLength(1);
    expect(promises[0]).not.toContain('probability');
    expect(conditions).toEqual([]);
  });

  test('of limits alone does not depend on how requests are drawn, or on a baseline', () => {
    const { conditions } = guarantee(limited);
    expect(conditions).toEqual([
      'the size of a tick is not influenced by its outcomes: first attempts are counted, not retries',
      'each tick counts once, and only when it is complete',
    ]);
  });
});

describe('the risk of a bad promotion', () => {
  const promise =
    'a clearly worse version (worse than tolerated by at least its harm, throughout the step) is promoted with a probability of at most';

  test.each([
    [tolerant, '', '5 %', '50 %, or 5 percentage points where bad outcomes are common, for g'],
    [
      'g: { type: proportion, worse: lower, tolerance: { absolute: 1% }, harm: { absolute: 1% } }',
      'risk: { badPromotion: 0.2 }',
      '20 %',
      '1 percentage point for g',
    ],
    [`${rate}, ${mean}`, 'risk: { badPromotion: 10% }', '10 %', '50 % for r; 5 for m'],
    [
      'g: { type: mean, worse: higher, unit: s, range: [0, 1 min], harm: { absolute: 500 ms } }',
      '',
      '5 %',
      '0.5 s for g',
    ],
  ])('of { %s } with %j is at most %s: harm is %s', (guardrails, more, risk, harm) => {
    expect(guarantee(guardrails, more).promises).toContain(
      `${promise} ${risk} in each attempt; harm is ${harm}`,
    );
  });

  test.each([
    [limited, ''],
    [histogram, ''],
    [categories, ''],
    ['m: { type: mean, worse: higher, asymptotic: true }', ''],
    [tolerant, sticky],
    [tolerant, calibrated],
  ])('of { %s } with %j is not promised', (guardrails, more) => {
    expect(guarantee(guardrails, more).promises.join('\n')).not.toContain('promoted');
  });
});

describe('users who stay with the canary', () => {
  test('have no promise, which is said first and with figures', () => {
    const { withheld, promises, conditions } = guarantee(tolerant, sticky);
    expect(withheld).toMatch(/^no risk is promised: /);
    for (const figure of ['33.5 %', '2,000 users', '11.5 %', '20,000', '14 %', '3.5 %', '1 %']) {
      expect(withheld).toContain(figure);
    }
    expect(promises).toEqual([expect.stringContaining('more often than 3 times')]);
    expect(conditions).toEqual([]);
  });

  test('have one after a calibration, at half of the risk', () => {
    const { withheld, promises, conditions, warnings } = guarantee(
      `${tolerant}, ${rate}`,
      calibrated,
    );
    expect(withheld).toBeUndefined();
    expect(promises[0]).toMatch(/limit is rolled back with a probability of at most 1 %/);
    expect(promises[1]).toBe('each attempt spends half of its risk on the calibration');
    // The calibration fails both attempts with .2857 % / 2, or each attempt fails with .5714 % and .2857 % / 2.
    expect(promises[2]).toContain('twice with a probability of at most 0.1437 %');
    expect(conditions[0]).toMatch(/^the groups stay as they were when they were calibrated/);
    expect(warnings).toEqual([
      expect.stringContaining('a bad promotion has no stated risk'),
      expect.stringContaining('the sample ratio is not checked'),
      'after a promotion other users than were calibrated are in both groups, and nothing keeps watch: there is no limit',
    ]);
  });

  test('have it for what can be calibrated, and for limits', () => {
    const latency = 'l: { type: mean, worse: higher, range: [0, 9], limit: { max: 5 } }';
    const { promises, warnings } = guarantee(
      `${tolerant}, ${mean}, ${categories}, ${latency}`,
      calibrated,
    );
    expect(promises[0]).toContain(
      'is rolled back on the evidence of g, the limit of l alone with a probability of at most 1 %',
    );
    expect(warnings[0]).toMatch(/^m, c: .*cannot be calibrated; they have no stated risk/);
  });

  test.each([mean, histogram, categories])('have none where { %s } is all there is', (one) => {
    const { withheld, promises } = guarantee(one, calibrated);
    expect(withheld).toMatch(/^no risk is promised: .*cannot be calibrated$/);
    expect(promises).toHaveLength(1);
  });

  test('make no difference to limits', () => {
    const { withheld, promises, warnings } = guarantee(limited, sticky);
    expect(withheld).toBeUndefined();
    expect(promises[0]).toContain('at most 1 %');
    expect(warnings.join('\n')).not.toContain('bad promotion');
  });
});

describe('groups of guardrails', () => {
  test('are told with what each waits for', () => {
    const labels = 'labels: { type: proportion, worse: lower, lateness: 90m }';
    const { promises } = guarantee(`${labels}, ${rate}, ${mean}`);
    expect(promises).toContain(
      'guardrails are judged in groups, each by itself and when its outcomes are complete: ' +
        'r, m at once; labels 90m later; the version is rolled back when any group trips, and they share the risk',
    );
  });

  test.each([
    [`${rate}, ${tolerant}`, 'lateness: 1h'],
    [
      'a: { type: rate, worse: higher, lateness: 1h }, b: { type: rate, worse: higher }',
      'lateness: 1h',
    ],
    [`${literal}, a: { type: rate, worse: higher, lateness: 1h }`, ''],
  ])('are none in { %s } with %j', (guardrails, more) => {
    expect(guarantee(guardrails, more).promises.join('\n')).not.toContain('groups');
  });
});

const untested =
  'no test before a promotion; that they did not trip, and were below release for the whole dwell, is no guarantee';

describe('a warning is given', () => {
  test.each<[guardrails: string, more: string, warnings: (string | RegExp)[]]>([
    [
      'g: { type: proportion, worse: higher, limit: { max: 5%, of: [3, 5] } }',
      '',
      [/^g: the limit 0\.05 with "of" is the literal rule/, `the limit of g: ${untested}`],
    ],
    [
      literal,
      '',
      [/^g: the limit 0\.05 with "for" is the literal rule/, `the limit of g: ${untested}`],
    ],
    [
      'g: { type: mean, worse: higher, asymptotic: true, tolerance: { relative: 10% } }',
      '',
      [/^g: without a range the risk is asymptotic/, `g: ${untested}`],
    ],
    [
      'g: { type: histogram, worse: higher, edges: [10, 20, 40], tolerance: { relative: 20% } }',
      '',
      [/^g: .* 20 % is up to 100 %/, `g: ${untested}`],
    ],
    [
      'g: { type: histogram, worse: higher, unit: ms, limit: { p50: { max: 90 }, p99: { max: 0.5 s } } }',
      '',
      [
        'g: ticks that come already summed need 90 ms, 500 ms among their edges: otherwise the next higher edge is judged, which is more lenient, and where there is none they are refused',
        `the limit of g: ${untested}`,
      ],
    ],
    [
      'g: { type: histogram, worse: lower, limit: { p10: { min: 5 } } }',
      '',
      [/need 5 among their edges: otherwise the next lower edge/, `the limit of g: ${untested}`],
    ],
    ['g: { type: proportion, worse: higher }', '', [/^g: noise inside one version/]],
    [`${tolerant}, ${histogram}, ${categories}`, '', [`h, c: ${untested}`]],
    [
      tolerant,
      'rollout: { steps: [1%, 50%] }',
      ['the steps end at 50 %: the canary stays there until a person promotes it'],
    ],
    [
      tolerant,
      'rollout: { holdback: 0 }',
      ['without a holdback nothing keeps watch after a promotion: there is no limit'],
    ],
    [
      'g: { type: rate, worse: higher, tolerance: { relative: 10% }, limit: { max: 3 } }',
      'rollout: { holdback: 0 }',
      [
        `the limit of g: ${untested}`,
        'without a holdback only limits keep watch after a promotion: g',
      ],
    ],
    [
      tolerant,
      'rollout: { dwell: 29s }',
      [
        'a dwell of 29s is short: a trip from rest takes 3 ticks of 10s, and the canary may get more of the traffic before that',
      ],
    ],
    [tolerant, 'rollout: { dwell: 30s }', []],
    [
      'g: { type: proportion, worse: lower, expected: 40%, tolerance: { relative: 50%, absolute: 5% } }',
      '',
      [
        'g: no promotion comes by itself: where 60 % are bad as expected, 95 % are tolerated, and a harm of 5 percentage points more is 100 % or above, which no version can be told from',
      ],
    ],
    [
      'g: { type: proportion, worse: lower, expected: 40%, tolerance: { relative: 50%, absolute: 4% } }',
      '',
      [],
    ],
    [
      'g: { type: proportion, worse: higher, expected: 90%, tolerance: { relative: 10% }, harm: { absolute: 1% } }',
      'rollout: { steps: [1%, 50%] }',
      ['the steps end at 50 %: the canary stays there until a person promotes it'],
    ],
    [
      'g: { type: proportion, worse: higher, expected: 4%, tolerance: { relative: 10% }, harm: { relative: 100, absolute: 99% } }',
      '',
      [],
    ],
    [
      tolerant,
      'lateness: 1d, hysteresis: { minBadTicks: 1 }, rollout: { dwell: 1d }',
      [/^a dwell of 1d is short: a trip from rest takes 1 tick of 10s, complete 1d later/],
    ],
    [
      'g: { type: rate, worse: higher, tolerance: { relative: 10% }, lateness: 1h }',
      'rollout: { dwell: 0 }',
      [/^a dwell of 0ms is short: .* 3 ticks of 10s, complete 1h later/],
    ],
  ])('for { %s } with %j', (guardrails, more, expected) => {
    const warnings = expected.map((warning) =>
      typeof warning === 'string' ? warning : expect.stringMatching(warning),
    );
    expect(guarantee(guardrails, more).warnings).toEqual(warnings);
  });
});
