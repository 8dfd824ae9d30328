import { describe, expect, it, test } from 'vitest';

import { changeInWords, changesBetween } from '../../src/tuning/changes.ts';
import type { Setting } from '../../src/tuning/knob.ts';
import { openTuned, withSetting, withSettings } from '../../src/tuning/open-tuned.ts';

const text = `models:
  recommender:
    flag: recommender-model
    guardrails:
      errors: { type: proportion, worse: higher, tolerance: { relative: 10% } } # agreed
    risk: { falseRollback: 1% }
  search:
    flag: search-model
    guardrails: { errors: { type: proportion, worse: higher } }
`;

const tuned = openTuned('policy.yaml', text, 'recommender');

test('a setting makes another policy and leaves the one before as it was', () => {
  const after = withSetting(tuned, 'risk.falseRollback', '2%');
  expect(after.text).toBe(text.replace('falseRollback: 1%', 'falseRollback: 2%'));
  expect(after.policy.risk.falseRollback).toBe(0.02);
  expect([tuned.text, tuned.policy.risk.falseRollback]).toEqual([text, 0.01]);
});

test('only the model that is tuned changes', () => {
  const after = withSetting(openTuned('policy.yaml', text, 'search'), 'rollout.dwell', '1h');
  expect(after.policy.rollout.dwell).toBe(3_600_000);
  expect(openTuned('policy.yaml', after.text, 'recommender').policy).toEqual(tuned.policy);
});

describe('refused, with the reason', () => {
  test.each<[string, Setting, string]>([
    [
      'risk.falseRollback',
      '200%',
      'policy.yaml:6: models.recommender.risk.falseRollback: "200%" must be a probability from 1e-12 to below 1, such as 0.01',
    ],
    [
      'risk.falseRollback',
      'often',
      'policy.yaml:6: models.recommender.risk.falseRollback: "often" must be a number such as 0.05, or a percentage such as 5%',
    ],
    [
      'hysteresis.hold',
      0.2,
      'policy.yaml:7: models.recommender.hysteresis.release: is missing, it must be below hold, which is 0.2, or the weight would flap',
    ],
    [
      'rollout.steps',
      ['5%', '1%'],
      'policy.yaml:7: models.recommender.rollout.steps.1: "1%" must be above the step before it, which is 5 %',
    ],
    [
      'tick',
      '1m',
      'recommender has no knob "tick": there is risk.falseRollback, hysteresis.minBadTicks, hysteresis.hold, hysteresis.release, hysteresis.attempts, hysteresis.cooldown.first, rollout.steps, rollout.dwell, guardrails.errors.tolerance.relative, guardrails.errors.tolerance.absolute',
    ],
  ])('%s = %j', (path, setting, message) => {
    expect(() => withSetting(tuned, path, setting)).toThrow(message);
  });

  it('a file of several models, of which none is named', () => {
    expect(() => openTuned('policy.yaml', text)).toThrow('name one of recommender, search');
  });
});

test('several settings need only be possible together', () => {
  const both = withSettings(tuned, [
    ['hysteresis.hold', 0.2],
    ['hysteresis.release', 0.1],
  ]);
  expect(both.policy.hysteresis).toMatchObject({ hold: 0.2, release: 0.1 });
  expect(both.text).toContain('hysteresis: { hold: 0.2, release: 0.1 }');
});

describe('the difference', () => {
  it('has each knob that stands otherwise, in the order of the knobs', () => {
    const steps = withSetting(tuned, 'rollout.steps', ['10%', '100%']);
    const both = withSetting(steps, 'risk.falseRollback', '2%');
    expect(changesBetween(tuned, both).map(changeInWords)).toEqual([
      'risk.falseRollback: 1% -> 2%',
      'rollout.steps: 1%, 5%, 25%, 50%, 100% -> 10%, 100%',
    ]);
  });

  it('is none once all is set back, however it is written', () => {
    const back = withSetting(
      withSetting(tuned, 'risk.falseRollback', '2%'),
      'risk.falseRollback',
      0.01,
    );
    expect(changesBetween(tuned, back)).toEqual([]);
    expect(back.policy).toEqual(tuned.policy);
  });
});
