import { describe, expect, test } from 'vitest';

import { LastgoodError } from '../../src/errors.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { policyFile } from '../support/policy-file.ts';

function refusal(text: string): string {
  try {
    parsePolicy(text, 'p.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(LastgoodError);
    expect(error).toMatchObject({ code: 'policy-invalid' });
    if (error instanceof Error) return error.message;
  }
  throw new Error(`this was taken for a policy:\n${text}`);
}

const kind = 'type: proportion, worse: higher';
const guardrail = (more: string): string => policyFile(`${kind}, ${more}`);
const added = (line: string): string => policyFile(kind, `    ${line}\n`);
const hysteresis = (more: string): string => added(`hysteresis: { ${more} }`);
const rollout = (more: string): string => added(`rollout: { ${more} }`);
const silence = (more: string): string => added(`silence: { ${more} }`);

const someModel = 'must be a mapping with at least one model by its name';
const someGuardrail = 'must be a mapping with at least one guardrail by its name';
const aName = 'must be a name, in quotes if it looks like a number';
const aDuration = 'must be a duration with its unit, such as 10s, 30m or 1d, and at most 10y';
const aType = 'must be proportion, rate, mean, histogram or categories';
const aFraction = 'must be a number such as 0.05, or a percentage such as 5%';
const aRisk = 'must be a probability from 1e-12 to below 1, such as 0.01';
const aProbability = 'must lie between 0 and 1, neither of them included';
const usualShare = 'must be from 0 to 1: the usual share of hits of the baseline';
const modelKeys =
  'flag, baseline, canary, randomise, calibrate, tick, lateness, guardrails, risk, hysteresis, rollout, silence';
const aStepsList = 'must be 1 to 50 shares of the traffic that rise, such as [1%, 10%, 100%]';
const aStep = 'must be a share of the traffic, above 0 and at most 100 %';
const aHoldback = 'must be from 0 to below 50 %: the old version keeps the smaller share';
const oneTick = 'must be as long as a tick at least';
const inGuardrail = 'models.recommender.guardrails.errors';
const inHysteresis = 'models.recommender.hysteresis';
const inRollout = 'models.recommender.rollout';
const inSilence = 'models.recommender.silence';

const faults: Record<string, [text: string, message: string][]> = {
  'no policy at all': [
    ['', '1: the file: is empty, it must be a mapping with models'],
    ['# later\n', '1: the file: is empty, it must be a mapping with models'],
    ['null', '1: the file: is empty, it must be a mapping with models'],
    ['[]', '1: the file: must be a mapping with models'],
    ['soon', '1: the file: "soon" must be a mapping with models'],
    ['42', '1: the file: 42 must be a mapping with models'],
    ['x'.repeat(100_000), `1: the file: "${'x'.repeat(39)}... must be a mapping with models`],
    ['{}', `1: models: is missing, it ${someModel}`],
    ['models:', `1: models: is empty, it ${someModel}`],
    ['models: {}', `1: models: ${someModel}`],
    ['models: [a, b]', `1: models: ${someModel}`],
    ['models: { m: }', `1: models.m: is empty, it must be a mapping with ${modelKeys}`],
    ['models: { m: 3 }', `1: models.m: 3 must be a mapping with ${modelKeys}`],
    [`model: {}\n${policyFile()}`, '1: model: is not known here: there is models'],
  ],
  'no YAML': [
    ['models:\n\tm: 1', '2: this is no YAML: Tabs are not allowed as indentation'],
    ['--- a\n--- b\n', '2: a second document begins here: keep one'],
    [
      'models:\n  m:\n    flag: f\n    flag: g\n',
      '4: this key is there already: keep one of the two',
    ],
    ['models: *usual', '1: *usual: there is no anchor &usual before it'],
    [
      'models:\n  m:\n    guardrails: *late\nx: &late {}\n',
      '3: *late: there is no anchor &late before it',
    ],
    [
      'models:\n  ? [a, b]\n  : {}\n',
      '2: this is no YAML: With stringKeys, all keys must be strings',
    ],
  ],
  names: [
    ['models:\n  m: {}\n', `2: models.m.flag: is missing, it ${aName}`],
    ['models:\n  m:\n    flag:\n', `3: models.m.flag: is empty, it ${aName}`],
    ['models:\n  m:\n    flag: ""\n', `3: models.m.flag: "" ${aName}`],
    ['models:\n  m:\n    flag: 3\n', `3: models.m.flag: 3 ${aName}`],
    [added('canary: 13'), `6: models.recommender.canary: 13 ${aName}`],
    [added('baseline: 1.0'), `6: models.recommender.baseline: 1 ${aName}`],
    [
      'models:\n  "": { flag: f }\n',
      '2: models."": needs a name that is not empty and has no control characters',
    ],
    [
      'models:\n  "two\\nlines": { flag: f }\n',
      '2: models."two\\nlines": needs a name that is not empty and has no control characters',
    ],
    [
      'models:\n  m:\n    flag: "f\\e[2J"\n',
      '3: models.m.flag: "f\\u001b[2J" must be a name without control characters',
    ],
    ['models:\n  __proto__: { flag: f }\n', '2: __proto__: cannot be a name'],
    [policyFile().replace('errors', '__proto__'), '5: __proto__: cannot be a name'],
    [
      added('flags: f'),
      `6: models.recommender.flags: "f" is not known here: there is ${modelKeys}`,
    ],
  ],
  'a tick': [
    [added('tick: ""'), `6: models.recommender.tick: "" ${aDuration}`],
    [added('tick: 0'), '6: models.recommender.tick: 0 must be longer than zero'],
    [added('tick: 10'), `6: models.recommender.tick: 10 ${aDuration}`],
    [added('tick: 10 parsecs'), `6: models.recommender.tick: "10 parsecs" ${aDuration}`],
    [added('tick: -5m'), `6: models.recommender.tick: "-5m" ${aDuration}`],
    [added('tick: .nan'), `6: models.recommender.tick: NaN ${aDuration}`],
    [added('tick: [10s]'), `6: models.recommender.tick: ${aDuration}`],
  ],
  'a guardrail': [
    ['models: { m: { flag: f } }', `1: models.m.guardrails: is missing, it ${someGuardrail}`],
    ['models: { m: { flag: f, guardrails: {} } }', `1: models.m.guardrails: ${someGuardrail}`],
    [policyFile('worse: higher'), `5: ${inGuardrail}.type: is missing, it ${aType}`],
    [
      policyFile('type: proportion'),
      `5: ${inGuardrail}.worse: is missing, it must be higher or lower`,
    ],
    [
      policyFile('type: proportion, worse: sideways'),
      `5: ${inGuardrail}.worse: "sideways" must be higher or lower`,
    ],
    [
      guardrail('threshold: 3'),
      `5: ${inGuardrail}.threshold: 3 is not known here: there is type, worse, expected, tolerance, harm, limit, lateness`,
    ],
    [guardrail('expected: .nan'), `5: ${inGuardrail}.expected: NaN ${aFraction}`],
    [guardrail('expected: .inf'), `5: ${inGuardrail}.expected: Infinity ${aFraction}`],
    [guardrail('expected: "0.05"'), `5: ${inGuardrail}.expected: "0.05" ${aFraction}`],
    [guardrail('expected: -1%'), `5: ${inGuardrail}.expected: "-1%" ${aFraction}`],
    [guardrail('expected: -0.01'), `5: ${inGuardrail}.expected: -0.01 ${usualShare}`],
    [guardrail('expected: 200%'), `5: ${inGuardrail}.expected: "200%" ${usualShare}`],
    [
      guardrail('tolerance: 5'),
      `5: ${inGuardrail}.tolerance: 5 must be a mapping with relative, absolute`,
    ],
    [
      guardrail('tolerance: { shift: 3 }'),
      `5: ${inGuardrail}.tolerance.shift: 3 is not known here: there is relative, absolute`,
    ],
    [
      guardrail('tolerance: { relative: -1 }'),
      `5: ${inGuardrail}.tolerance.relative: -1 must be from 0 to 100, such as 0.1 for up to 10 % more`,
    ],
    [
      guardrail('tolerance: { absolute: 150% }'),
      `5: ${inGuardrail}.tolerance.absolute: "150%" must be from 0 to 1, such as 0.01 for up to one percentage point`,
    ],
  ],
  'the risk': [
    [
      added('risk: 0.01'),
      '6: models.recommender.risk: 0.01 must be a mapping with falseRollback, badPromotion',
    ],
    [added('risk: { falseRollback: 0 }'), `6: models.recommender.risk.falseRollback: 0 ${aRisk}`],
    [
      added('risk: { falseRollback: 100% }'),
      `6: models.recommender.risk.falseRollback: "100%" ${aRisk}`,
    ],
    [
      added('risk: { falseRollback: 1e-320 }'),
      `6: models.recommender.risk.falseRollback: 1e-320 ${aRisk}`,
    ],
    [
      added('risk: { falseRollback: .nan }'),
      `6: models.recommender.risk.falseRollback: NaN ${aFraction}`,
    ],
    [
      added('risk: { falseRollbacks: 0.1 }'),
      '6: models.recommender.risk.falseRollbacks: 0.1 is not known here: there is falseRollback, badPromotion',
    ],
    [added('risk: { badPromotion: 0 }'), `6: models.recommender.risk.badPromotion: 0 ${aRisk}`],
    [
      added('risk: { badPromotion: 100% }'),
      `6: models.recommender.risk.badPromotion: "100%" ${aRisk}`,
    ],
  ],
  'how the flag draws': [
    [
      added('randomise: session'),
      '6: models.recommender.randomise: "session" must be request or user',
    ],
    [
      added('calibrate: 1d'),
      '6: models.recommender.calibrate: "1d" needs randomise: user beside it: where each request is assigned anew the groups are alike',
    ],
    [
      added('randomise: request\n    calibrate: 1d'),
      '7: models.recommender.calibrate: "1d" needs randomise: user beside it: where each request is assigned anew the groups are alike',
    ],
    [
      added('randomise: user\n    calibrate: 9s'),
      `7: models.recommender.calibrate: "9s" ${oneTick}`,
    ],
    [
      added('randomise: user\n    calibrate: long'),
      `7: models.recommender.calibrate: "long" ${aDuration}`,
    ],
    [
      added('randomise: user\n    calibrate: 1d\n    rollout: { steps: [1%, 5%, 100%] }'),
      '8: models.recommender.rollout.steps: must have one step below 100 % beside calibrate, such as [5%, 100%]: each further one brings users in who were not calibrated',
    ],
  ],
  'the rollout': [
    [rollout('steps: [150%]'), `6: ${inRollout}.steps.0: "150%" ${aStep}`],
    [rollout('steps: [1%, 50%, 101%]'), `6: ${inRollout}.steps.2: "101%" ${aStep}`],
    [rollout('steps: [0, 50%]'), `6: ${inRollout}.steps.0: 0 ${aStep}`],
    [rollout('steps: [-0.1, 50%]'), `6: ${inRollout}.steps.0: -0.1 ${aStep}`],
    [rollout('steps: [some]'), `6: ${inRollout}.steps.0: "some" ${aFraction}`],
    [
      rollout('steps: [5%, 1%]'),
      `6: ${inRollout}.steps.1: "1%" must be above the step before it, which is 5 %`,
    ],
    [
      rollout('steps: [5%, 0.05]'),
      `6: ${inRollout}.steps.1: 0.05 must be above the step before it, which is 5 %`,
    ],
    [
      rollout('steps: [100%]'),
      `6: ${inRollout}.steps.0: "100%" must be below 100 % in the first step: without a baseline there is nothing to compare the canary with`,
    ],
    [rollout('steps: []'), `6: ${inRollout}.steps: ${aStepsList}`],
    [rollout('steps: 5%'), `6: ${inRollout}.steps: "5%" ${aStepsList}`],
    [
      rollout(`steps: [${Array.from({ length: 51 }, (_, step) => `${step + 1}%`).join(', ')}]`),
      `6: ${inRollout}.steps: ${aStepsList}`,
    ],
    [
      added('rollout:\n      steps:\n        - 1%\n        - 10%\n        - 5%'),
      `10: ${inRollout}.steps.2: "5%" must be above the step before it, which is 10 %`,
    ],
    [rollout('dwell: 30'), `6: ${inRollout}.dwell: 30 ${aDuration}`],
    [rollout('holdback: 50%'), `6: ${inRollout}.holdback: "50%" ${aHoldback}`],
    [rollout('holdback: -0.01'), `6: ${inRollout}.holdback: -0.01 ${aHoldback}`],
    [
      rollout('step: 1%'),
      `6: ${inRollout}.step: "1%" is not known here: there is steps, dwell, holdback`,
    ],
  ],
  silence: [
    [silence('after: 0'), `6: ${inSilence}.after: 0 must be longer than zero`],
    [silence('after: 9s'), `6: ${inSilence}.after: "9s" ${oneTick}`],
    [silence('then: wait'), `6: ${inSilence}.then: "wait" must be hold or rollback`],
    [added('silence: 5m'), `6: ${inSilence}: "5m" must be a mapping with after, then`],
  ],
  'what belongs to the controller': ['sources', 'targets', 'notify'].map((key) => [
    added(`${key}: []`),
    `6: models.recommender.${key}: is not known here: there is ${modelKeys}`,
  ]),
  hysteresis: [
    [
      hysteresis('minBadTicks: 0'),
      `6: ${inHysteresis}.minBadTicks: 0 must be a whole number from 1 to 100`,
    ],
    [
      hysteresis('minBadTicks: 1.5'),
      `6: ${inHysteresis}.minBadTicks: 1.5 must be a whole number from 1 to 100`,
    ],
    [
      hysteresis('attempts: many'),
      `6: ${inHysteresis}.attempts: "many" must be a whole number from 1 to 20`,
    ],
    [
      hysteresis('attempts: .inf'),
      `6: ${inHysteresis}.attempts: Infinity must be a whole number from 1 to 20`,
    ],
    [hysteresis('hold: 1'), `6: ${inHysteresis}.hold: 1 ${aProbability}`],
    [hysteresis('release: 0'), `6: ${inHysteresis}.release: 0 ${aProbability}`],
    [
      hysteresis('hold: 0.2, release: 0.3'),
      `6: ${inHysteresis}.release: 0.3 must be below hold, which is 0.2, or the weight would flap`,
    ],
    [
      hysteresis('hold: 0.2, release: 0.2'),
      `6: ${inHysteresis}.release: 0.2 must be below hold, which is 0.2, or the weight would flap`,
    ],
    [
      hysteresis('hold: 0.2'),
      `6: ${inHysteresis}.release: is missing, it must be below hold, which is 0.2, or the weight would flap`,
    ],
    [
      hysteresis('cooldown: 5m'),
      `6: ${inHysteresis}.cooldown: "5m" must be a mapping with first, factor`,
    ],
    [hysteresis('cooldown: { first: 5 }'), `6: ${inHysteresis}.cooldown.first: 5 ${aDuration}`],
    [
      hysteresis('cooldown: { factor: 0.5 }'),
      `6: ${inHysteresis}.cooldown.factor: 0.5 must be a number from 1 to 100`,
    ],
    [
      hysteresis('cooldown: { factor: .nan }'),
      `6: ${inHysteresis}.cooldown.factor: NaN must be a number from 1 to 100`,
    ],
  ],
};

describe.each(Object.entries(faults))(
  '%s is refused with line, path, value and remedy',
  (_, rows) => {
    test.each(rows)('%j', (text, message) => {
      expect(refusal(text).split('\n')).toContain(`p.yaml:${message}`);
    });
  },
);

test('the line is that of the deepest part of the path that is there', () => {
  const text = `models:
  recommender:
    flag: recommender-model
    guardrails:
      errors:
        type: proportion
        worse: higher
        tolerance:
          relative: 0.1
          absolute: much
`;
  expect(refusal(text)).toBe(`p.yaml:10: ${inGuardrail}.tolerance.absolute: "much" ${aFraction}`);
});

test('a fault behind an alias is shown where the alias is', () => {
  const text = `usual: &usual { type: proportion, worse: sideways }
models:
  m:
    flag: f
    guardrails:
      errors: *usual
`;
  expect(refusal(text).split('\n')).toContain(
    'p.yaml:6: models.m.guardrails.errors.worse: "sideways" must be higher or lower',
  );
});

test.each([
  ['an alias that holds itself', 'models: &all\n  m: *all\n'],
  ['nesting without end', '['.repeat(20_000)],
  [
    'aliases that multiply',
    Array.from({ length: 9 }, (_, level) => {
      const below = level === 0 ? 'x' : `*a${level - 1}`;
      return `a${level}: &a${level} [${Array(9).fill(below).join(', ')}]\n`;
    }).join(''),
  ],
  ['a zero byte', '\0'],
  ['a tag that nobody knows', 'models: !!binary aGVsbG8='],
])('%s is refused in short lines', (_, text) => {
  for (const line of refusal(text).split('\n')) {
    expect(line).toMatch(/^p\.yaml:\d+: /);
    expect(line.length).toBeLessThan(200);
  }
});

describe('all faults are told, a line for each in the order of the file', () => {
  test('of every kind, in every model', () => {
    const text = `models:
  late:
    tick: soon
    rollout: { steps: [1%, 150%], wait: 1h }
    flag: f
    guardrails:
      errors: { type: proportion, worse: sideways, tolerance: { relative: 200 } }
  empty: { flag: g, guardrails: {}, nonsense: 1 }
more: 1
`;
    expect(refusal(text).split('\n')).toEqual([
      `p.yaml:3: models.late.tick: "soon" ${aDuration}`,
      `p.yaml:4: models.late.rollout.steps.1: "150%" ${aStep}`,
      'p.yaml:4: models.late.rollout.wait: "1h" is not known here: there is steps, dwell, holdback',
      'p.yaml:7: models.late.guardrails.errors.worse: "sideways" must be higher or lower',
      'p.yaml:7: models.late.guardrails.errors.tolerance.relative: 200 must be from 0 to 100, such as 0.1 for up to 10 % more',
      `p.yaml:8: models.empty.guardrails: ${someGuardrail}`,
      `p.yaml:8: models.empty.nonsense: 1 is not known here: there is ${modelKeys}`,
      'p.yaml:9: more: 1 is not known here: there is models',
    ]);
  });

  test('of settings that do not go together, each once', () => {
    const lines = refusal(added('calibrate: 1d\n    silence: { after: 1s }')).split('\n');
    const paths = lines.map((line) => line.split(': ')[1]);
    expect(paths).toEqual([
      'models.recommender.rollout.steps',
      'models.recommender.calibrate',
      'models.recommender.silence.after',
    ]);
  });
});
