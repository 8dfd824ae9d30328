import { parsePolicy, policyOf } from '@lastgood/triggers';
import { describe, expect, it, test } from 'vitest';

import { settingInWords } from '../../../src/tuning/changes.ts';
import type { Knob } from '../../../src/tuning/knob.ts';
import { knobsOf } from '../../../src/tuning/knobs/knobs.ts';

function knobs(guardrail: string, rest = ''): Knob[] {
  const text = `models:\n  m:\n    flag: f\n    guardrails:\n      metric: ${guardrail}\n${rest}`;
  return knobsOf(policyOf(parsePolicy(text, 'policy.yaml')));
}

/** The settings of a knob with the present one marked. */
function settings(all: readonly Knob[], path: string): string | undefined {
  const knob = all.find((one) => one.path === path);
  return knob?.settings
    .map((setting, place) =>
      place === knob.at ? `*${settingInWords(setting)}*` : settingInWords(setting),
    )
    .join(' | ');
}

const errors = '{ type: proportion, worse: higher }';

test('the knobs of a policy of defaults, from the gentlest to the quickest', () => {
  const all = knobs(errors);
  expect(all.map(({ path, searched }) => [path, searched, settings(all, path)])).toEqual([
    ['risk.falseRollback', true, '0.1% | 0.2% | 0.5% | *1%* | 2% | 5% | 10% | 20%'],
    ['hysteresis.minBadTicks', true, '8 | 5 | *3* | 2 | 1'],
    ['hysteresis.hold', true, '0.9 | 0.8 | 0.7 | 0.6 | *0.5* | 0.4 | 0.3'],
    ['hysteresis.release', false, '0.4 | 0.3 | *0.25* | 0.2 | 0.1'],
    ['hysteresis.attempts', false, '5 | *3* | 2 | 1'],
    ['hysteresis.cooldown.first', false, '10m | *30m* | 1h | 2h | 6h | 12h | 1d'],
    [
      'rollout.steps',
      true,
      '1%, 2%, 5%, 10%, 25%, 50%, 100% | *1%, 5%, 25%, 50%, 100%* | 5%, 25%, 50%, 100% | 10%, 50%, 100% | 25%, 100% | 50%, 100%',
    ],
    ['rollout.dwell', true, '7d | 2d | 1d | 8h | 4h | 2h | 1h | *30m* | 15m | 10m | 5m'],
    ['guardrails.metric.tolerance.relative', false, '100% | 50% | 20% | 10% | 5% | 2% | *0%*'],
    ['guardrails.metric.tolerance.absolute', false, '10% | 5% | 2% | 1% | 0.5% | 0.1% | *0%*'],
  ]);
  expect(all.filter(({ meaning }) => meaning.length > 80)).toEqual([]);
});

describe('steps', () => {
  it('end where they ended: no search decides on promotions', () => {
    expect(settings(knobs(errors, '    rollout: { steps: [10%] }\n'), 'rollout.steps')).toBe(
      '1%, 2%, 5%, 10% | 1%, 5%, 10% | 5%, 10% | *10%*',
    );
  });

  it('are one below 100 % where the users are calibrated', () => {
    const rest = '    randomise: user\n    calibrate: 1d\n    rollout: { steps: [5%, 100%] }\n';
    expect(settings(knobs(errors, rest), 'rollout.steps')).toBe(
      '1%, 100% | 2%, 100% | *5%, 100%* | 10%, 100% | 25%, 100% | 50%, 100%',
    );
  });

  it('contain those of the policy, whatever they are', () => {
    const rest = '    rollout: { steps: [0.0312345678901234, 20%, 1] }\n';
    expect(settings(knobs(errors, rest), 'rollout.steps')).toContain(
      '*0.0312345678901234, 20%, 100%*',
    );
  });
});

test('a step is not shorter than the ticks that a trip takes, and their outcomes', () => {
  const rest = '    tick: 30m\n    lateness: 3h\n    rollout: { dwell: 1h }\n';
  expect(settings(knobs(errors, rest), 'rollout.dwell')).toBe('7d | 2d | 1d | 8h | *1h*');
});

test('holding begins above where it ends', () => {
  const all = knobs(errors, '    hysteresis: { hold: 65%, release: 0.6 }\n');
  expect(settings(all, 'hysteresis.hold')).toBe('0.9 | 0.8 | 0.7 | *0.65*');
  expect(settings(all, 'hysteresis.release')).toBe('*0.6* | 0.5 | 0.4 | 0.3 | 0.25 | 0.2 | 0.1');
});

describe('what is tolerated', () => {
  test.each([
    ['{ type: rate, worse: lower }', 'relative', '50% | 20% | 10% | 5% | 2% | *0%*'],
    [
      '{ type: histogram, worse: higher, unit: ms }',
      'relative',
      '100% | 50% | 20% | 10% | 5% | 2% | *0%*',
    ],
    ['{ type: categories }', 'shift', '20% | 10% | *5%* | 2% | 1%'],
    [
      '{ type: mean, worse: lower, range: [0, 50], tolerance: { absolute: 0.3 } }',
      'absolute',
      '5 | 2.5 | 1 | 0.5 | *0.3* | 0.25 | 0.05 | 0',
    ],
    ['{ type: mean, worse: lower, range: [-1, 1] }', 'relative', undefined],
    ['{ type: mean, worse: lower, asymptotic: true }', 'absolute', '*0*'],
    [
      '{ type: mean, worse: lower, asymptotic: true, tolerance: { absolute: 4 } }',
      'absolute',
      '8 | *4* | 2 | 1 | 0.4',
    ],
    ['{ type: proportion, worse: higher, limit: { max: 5% } }', 'relative', undefined],
  ])('%s: %s', (guardrail, key, expected) => {
    expect(settings(knobs(guardrail), `guardrails.metric.tolerance.${key}`)).toBe(expected);
  });
});

test('how long a limit may be passed, by the literal rule alone', () => {
  const histogram =
    '{ type: histogram, worse: higher, unit: ms, limit: { p99.9: { max: 500, for: 3m }, p50: { max: 90 } } }';
  const all = knobs(histogram, '    tick: 2m\n');
  expect(settings(all, 'guardrails.metric.limit.p99.9.for')).toBe(
    '1h | 30m | 20m | 10m | 5m | *3m* | 2m',
  );
  expect(all.filter(({ path }) => path.includes('p50'))).toEqual([]);
});
